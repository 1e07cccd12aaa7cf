package acp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program looked over, for the command that tells of it. Needs no server and no store. */
public interface Checkup {

  /**
   * What one check came to; no text of it holds a secret.
   *
   * @param check what was looked at, for programs
   * @param verdict {@code ok}, {@code note}, {@code warning} or {@code problem}
   * @param says what was found
   * @param advice what to do; empty for nothing
   */
  record Found(String check, String verdict, String says, String advice) {}

  /**
   * Looks.
   *
   * @param full true to read the whole store
   * @param online true to ask the model too
   */
  List<Found> examine(boolean full, boolean online);

  /** Mends what can be mended without losing anything; what was done. */
  List<Found> repair();

  /**
   * Writes a file for a report of a bug: what was found, and what else may tell why, without
   * secrets and without what was said in sessions.
   *
   * @param file must not be there
   * @throws IOException if it cannot be written
   */
  void bundle(Path file, List<Found> found) throws IOException;
}
