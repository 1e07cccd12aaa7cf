package acp.instruction;

import acp.event.Instructions;
import acp.instruction.TextFiles.Unfit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Finds and reads files of instructions: {@code AGENTS.md}, {@code CLAUDE.md} and {@code
 * .goosehints} in the user's folder and from the root of the project down to where the session
 * works, with what they import by {@code @path}. What a link or an import leads to must lie within
 * the project, or for the user's own files in the user's folder. Thread-safe.
 */
public final class Guides {
  /** How much of them all a model is given, in bytes, where nothing is set. */
  public static final int BUDGET = 64 * 1024;

  private static final List<String> NAMES = List.of("AGENTS.md", "CLAUDE.md", ".goosehints");
  private static final int MAX_DEPTH = 5;
  private static final int MAX_FILES = 64;

  private final Path userFolder;
  private final int budget;
  private final TextFiles files = new TextFiles();

  /**
   * @param userFolder where the user's own lie; it need not exist
   * @param budget how much is given in all, in bytes
   */
  public Guides(Path userFolder, int budget) {
    this.userFolder = userFolder;
    this.budget = budget;
  }

  /** The instructions that hold where a session works. Touches the disk; never fails. */
  public Guidance read(Path cwd) {
    Reading reading = new Reading();
    reading.folder(userFolder, userFolder);
    Repository project = Repository.of(cwd);
    for (Path folder : project.downTo(cwd)) {
      reading.folder(folder, project.root());
    }
    return new Guidance(reading.sections, reading.notes);
  }

  /** One pass over the files. */
  private final class Reading {
    private final List<Guidance.Section> sections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final Set<String> digests = new HashSet<>();
    private int left = budget;

    void folder(Path folder, Path boundary) {
      for (String name : NAMES) {
        Path file = folder.resolve(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          add(file, boundary, 0);
        }
      }
    }

    private void add(Path file, Path boundary, int depth) {
      try {
        Path real = real(file, boundary);
        if (!seen.add(real)) {
          return;
        }
        String text = files.read(real).strip();
        if (text.isEmpty() || !digests.add(digest(text))) {
          return;
        }
        if (sections.size() == MAX_FILES || left == 0) {
          throw new Unfit("does not fit any more");
        }
        give(file, text);
        for (String imported : Imports.of(text)) {
          follow(file, imported, boundary, depth + 1);
        }
      } catch (Unfit unfit) {
        notes.add(file + " " + unfit.getMessage() + ".");
      }
    }

    /** What is not there is no import: an at sign stands in many texts. */
    private void follow(Path from, String imported, Path boundary, int depth) {
      Path file;
      try {
        file = from.resolveSibling(imported).normalize();
      } catch (IllegalArgumentException noPath) {
        return;
      }
      if (!Files.isRegularFile(file)) {
        return;
      }
      if (depth > MAX_DEPTH) {
        notes.add(file + " is imported over more than " + MAX_DEPTH + " steps.");
      } else {
        add(file, boundary, depth);
      }
    }

    private void give(Path file, String text) {
      byte[] all = text.getBytes(StandardCharsets.UTF_8);
      boolean whole = all.length <= left;
      String given = whole ? text : beginning(text, left);
      int bytes = whole ? all.length : given.getBytes(StandardCharsets.UTF_8).length;
      left = whole ? left - bytes : 0;
      if (!whole) {
        notes.add(
            file + " is given in part: only " + bytes + " of its " + all.length + " bytes fit.");
      }
      sections.add(
          new Guidance.Section(
              new Instructions(file.toString(), bytes, digest(given), whole), given));
    }
  }

  /** The file behind every link; it must lie within the boundary, however it was come by. */
  private static Path real(Path file, Path boundary) throws Unfit {
    Path real;
    try {
      real = file.toRealPath();
      if (real.startsWith(boundary.toRealPath())) {
        return real;
      }
    } catch (IOException broken) {
      throw new Unfit("leads nowhere");
    }
    throw new Unfit("leads out of " + boundary);
  }

  /** As many whole characters as fit. */
  private static String beginning(String text, int bytes) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (used > bytes) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
