package acp.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Something a tool call shows to the user. */
public sealed interface Shown {

  /** Text, a picture, a resource. */
  record Block(Content content) implements Shown {
    public Block {
      requireNonNull(content, "content");
    }

    /** Shows {@code text}, as Markdown. */
    public static Block text(String text) {
      return new Block(new Content.Text(text));
    }
  }

  /**
   * The change of one file, with both texts whole.
   *
   * @param path absolute
   * @param oldText null when the file is new; empty when it was empty
   */
  record Diff(String path, @Nullable String oldText, String newText) implements Shown {
    public Diff {
      requireNonNull(path, "path");
      requireNonNull(newText, "newText");
    }
  }

  /**
   * A terminal of the client's. Its id is dead in the next process, so it is shown by id only while
   * it lives and by its {@code output} in every replay.
   *
   * @param output what the terminal had printed when this was told; empty at first
   */
  record Terminal(String terminalId, String output) implements Shown {
    public Terminal {
      requireNonNull(terminalId, "terminalId");
      requireNonNull(output, "output");
    }
  }
}
