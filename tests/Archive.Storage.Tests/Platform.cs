// Archive runs on Linux, and so do its tests: they look at file modes and limits.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
