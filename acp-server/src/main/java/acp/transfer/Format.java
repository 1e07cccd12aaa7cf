package acp.transfer;

import java.nio.file.Path;

/** A form of files that sessions can be imported from. */
public interface Format {

  /** What users call it. */
  String name();

  /** Whether a file looks like one of this form. Judges by its beginning and its name alone. */
  boolean matches(Head head);

  /**
   * Opens a file.
   *
   * @throws TransferException if it cannot be read, or is none of this form
   */
  Source open(Path file);
}
