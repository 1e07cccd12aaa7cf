package acp.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are kept, for the commands that carry them out and in. What fails as a whole is
 * an exception with a sentence for people; what concerns one session is told and does not keep the
 * others.
 */
public interface Kept extends AutoCloseable {

  /** The forms that sessions can be exported in; also how their files end. */
  List<String> exportFormats();

  /** The forms that files may have to be imported. */
  List<String> importFormats();

  /**
   * What is to be exported.
   *
   * @param sessions ids, or how the ids begin
   * @param all true for every session there is
   * @param format one of {@link #exportFormats}
   * @param out a file or folder; null for standard output
   * @param redact true to mask secrets
   * @param replace true to write over files that are there
   */
  record Export(
      List<String> sessions,
      boolean all,
      String format,
      @Nullable Path out,
      boolean redact,
      boolean replace) {
    public Export {
      sessions = List.copyOf(sessions);
    }
  }

  /**
   * What is to be imported.
   *
   * @param from a file, or a folder of files
   * @param format the only form to take; null for all
   * @param dryRun true to try it and write nothing
   * @param asNew true to give each session a new id
   */
  record Import(Path from, @Nullable String format, boolean dryRun, boolean asNew) {}

  /**
   * What became of a session, or of all.
   *
   * @param line for people; may have further lines of remarks
   * @param json the same for programs, in one line
   */
  record Told(boolean failed, String line, String json) {}

  /**
   * Exports.
   *
   * @param standardOutput where a session goes that goes to no file
   * @throws IOException if that stream fails
   */
  void export(Export what, OutputStream standardOutput, Consumer<Told> told) throws IOException;

  /** Imports. */
  void bring(Import what, Consumer<Told> told);

  @Override
  void close();
}
