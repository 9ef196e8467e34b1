// terminal tests
