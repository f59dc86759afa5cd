namespace Archive.Domain;

/// <summary>
/// The machine is not fit for the work: a library, a model, room on the disk or access to a folder is missing.
/// The message says what is wrong and names the fix; work that is durable so far stays, and the same command goes on from there.
/// </summary>
public class EnvironmentProblemException(string message, Exception? innerException = null) : Exception(message, innerException);
