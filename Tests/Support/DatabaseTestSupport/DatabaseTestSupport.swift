// DatabaseTestSupport
