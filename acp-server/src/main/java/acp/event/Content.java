package acp.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** One piece of a message, as the core keeps it. */
public sealed interface Content {

  /** Plain text; Markdown where it is shown. */
  record Text(String text) implements Content {
    public Text {
      requireNonNull(text, "text");
    }
  }

  /**
   * A picture.
   *
   * @param data base64
   * @param uri where it comes from; null when unknown
   */
  record Image(String data, String mimeType, @Nullable String uri) implements Content {
    public Image {
      requireNonNull(data, "data");
      requireNonNull(mimeType, "mimeType");
    }
  }

  /** A pointer to something that the agent may read if it wants to. */
  record Link(
      String uri,
      String name,
      @Nullable String title,
      @Nullable String description,
      @Nullable String mimeType,
      @Nullable Long size)
      implements Content {
    public Link {
      requireNonNull(uri, "uri");
      requireNonNull(name, "name");
    }
  }

  /**
   * A file or the like, with its content. Exactly one of {@code text} and {@code blob} is present.
   *
   * @param blob base64
   */
  record Resource(
      String uri, @Nullable String mimeType, @Nullable String text, @Nullable String blob)
      implements Content {
    public Resource {
      requireNonNull(uri, "uri");
      if ((text == null) == (blob == null)) {
        throw new IllegalArgumentException("a resource has either text or blob");
      }
    }
  }
}
