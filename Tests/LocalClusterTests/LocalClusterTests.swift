// LocalClusterTests
