import CLinux
import EventLoop
import Glibc

// Nothing of a patient may end in a core file, nor be read by another process of the same user.
_ = linux_forbid_dumps()
UIActor.executor.bindToCurrentThread()

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.contains("--help") || arguments.contains("-h") {
  print(Options.usage)
  exit(0)
}
if arguments.contains("--version") {
  print("clinic 0.1.0")
  exit(0)
}
do {
  let options = try Options.parse(arguments)
  try UIActor.assumeIsolated { try Program(options).run() }
} catch let error as Options.UsageError {
  complain(error.message + "\n" + Options.usage)
  exit(64)
} catch let error as ShareFolder.Missing {
  complain(error.message)
  exit(66)
} catch {
  complain("\(error)")
  exit(1)
}

/// A line on standard error, with the program's name.
func complain(_ message: String) {
  let line = "clinic: \(message)\n"
  _ = line.utf8CString.withUnsafeBufferPointer { write(2, $0.baseAddress, $0.count - 1) }
}
