package acp.model.dialect;

import acp.event.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user says, in the words that a chat model reads. */
public final class UserText {

  private UserText() {}

  /** True if it goes out as a picture and not as text. */
  public static boolean isPicture(Content content) {
    return switch (content) {
      case Content.Image _ -> true;
      case Content.Resource resource -> isPicture(resource);
      case Content.Text _, Content.Link _ -> false;
    };
  }

  private static boolean isPicture(Content.Resource resource) {
    return resource.blob() != null
        && resource.mimeType() != null
        && resource.mimeType().startsWith("image/");
  }

  /** The same with all between two pictures as one text; without texts that are empty. */
  public static List<Content> pieces(List<Content> content) {
    List<Content> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= content.size(); i++) {
      boolean picture = i < content.size() && isPicture(content.get(i));
      if (picture || i == content.size()) {
        String words = of(content.subList(from, i));
        if (!words.isEmpty()) {
          pieces.add(new Content.Text(words));
        }
        from = i + 1;
      }
      if (picture) {
        pieces.add(content.get(i));
      }
    }
    return pieces;
  }

  /** A picture as an address that holds it. */
  public static String dataUrl(Content picture) {
    return switch (picture) {
      case Content.Image image -> "data:" + image.mimeType() + ";base64," + image.data();
      case Content.Resource resource ->
          "data:" + resource.mimeType() + ";base64," + resource.blob();
      case Content.Text _, Content.Link _ -> throw new IllegalArgumentException("no picture");
    };
  }

  /** Everything but pictures, as one text. */
  public static String of(List<Content> content) {
    StringBuilder text = new StringBuilder();
    for (Content piece : content) {
      String words = words(piece);
      if (!text.isEmpty() && !words.isEmpty() && !joins(text.charAt(text.length() - 1), words)) {
        text.append('\n');
      }
      text.append(words);
    }
    return text.toString();
  }

  /** Editors cut a sentence at its mentions and leave the blanks in; else pieces stand apart. */
  private static boolean joins(char before, String after) {
    return Character.isWhitespace(before) || Character.isWhitespace(after.charAt(0));
  }

  private static String words(Content content) {
    return switch (content) {
      case Content.Text text -> text.text();
      case Content.Link link -> "[" + link.name() + "](" + link.uri() + ")";
      case Content.Resource resource -> resource(resource);
      case Content.Image _ -> "";
    };
  }

  private static String resource(Content.Resource resource) {
    String text = resource.text();
    if (text != null) {
      return "<resource uri=\"" + resource.uri() + "\">\n" + text + "\n</resource>\n";
    }
    return "<resource uri=\"" + resource.uri() + "\">(" + size(resource.blob()) + ")</resource>\n";
  }

  private static String size(@Nullable String blob) {
    int length = blob == null ? 0 : blob.length();
    return "binary, about " + length / 4 * 3 + " bytes, not shown";
  }
}
