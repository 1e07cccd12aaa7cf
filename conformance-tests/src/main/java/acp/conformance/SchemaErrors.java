package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words for what a schema's validator finds. Of a union it tells for every variant why the value is
 * not that one; here only the variant counts that the value claims to be by its tag or its type.
 */
final class SchemaErrors {
  private static final int MOST = 3;
  private static final Pattern VARIANT = Pattern.compile("/(?:anyOf|oneOf)/[0-9]+(?=/)");

  private final List<Error> errors;
  private final List<String> otherVariants = new ArrayList<>();

  private SchemaErrors(List<Error> errors) {
    this.errors = errors;
    errors.stream()
        .filter(SchemaErrors::deniesVariant)
        .forEach(error -> otherVariants.add(variant(error)));
  }

  /** The errors that matter, in one line. */
  static String tell(String type, List<Error> errors) {
    List<String> words = new SchemaErrors(errors).words();
    return type + ": " + (words.isEmpty() ? word(errors.getFirst()) : String.join("; ", words));
  }

  private List<String> words() {
    List<Error> plain =
        errors.stream()
            .filter(error -> !isUnion(error) && !isWithinAny(otherVariants, error))
            .toList();
    Stream<String> unions =
        otherVariants.stream()
            .map(SchemaErrors::union)
            .distinct()
            .filter(union -> plain.stream().noneMatch(error -> isWithin(union, error)))
            .filter(union -> otherVariants.stream().noneMatch(v -> union.startsWith(v + "/")))
            .map(this::fitsNone);
    return Stream.concat(plain.stream().map(SchemaErrors::word), unions)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static String word(Error error) {
    return where(error) + " " + error.getMessage() + " (it is " + value(error) + ")";
  }

  /** The value claims to be none of the variants: their tags, or their types. */
  private String fitsNone(String union) {
    List<Error> denials =
        errors.stream()
            .filter(error -> deniesVariant(error) && union(variant(error)).equals(union))
            .toList();
    List<String> choices =
        denials.stream().map(error -> plain(error.getSchemaNode())).distinct().toList();
    Error first = denials.getFirst();
    return where(first)
        + " is none of "
        + String.join(", ", choices)
        + " (it is "
        + value(first)
        + ")";
  }

  private static String plain(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static String where(Error error) {
    String where = String.valueOf(error.getInstanceLocation());
    return where.isEmpty() ? "the value" : where;
  }

  private static String value(Error error) {
    return Texts.shorten(String.valueOf(error.getInstanceNode()), 100);
  }

  private static boolean isUnion(Error error) {
    return error.getKeyword().equals("oneOf") || error.getKeyword().equals("anyOf");
  }

  private static boolean isWithin(String path, Error error) {
    return path(error).startsWith(path + "/");
  }

  private static boolean isWithinAny(List<String> paths, Error error) {
    return paths.stream().anyMatch(path -> isWithin(path, error));
  }

  /** Whether the error says that the value does not even claim to be this variant of a union. */
  private static boolean deniesVariant(Error error) {
    String variant = variant(error);
    String rest = path(error).substring(variant.length());
    boolean isTag = rest.equals("/const") || rest.matches("/properties/[^/]+/const");
    return !variant.isEmpty() && (isTag || rest.equals("/type"));
  }

  /** The evaluation path up to the innermost variant of a union; empty if it is in none. */
  private static String variant(Error error) {
    String path = path(error);
    int end = VARIANT.matcher(path).results().mapToInt(MatchResult::end).max().orElse(0);
    return path.substring(0, end);
  }

  /** The path of the union that the variant belongs to. */
  private static String union(String variant) {
    return variant.substring(0, Math.max(0, variant.lastIndexOf('/')));
  }

  private static String path(Error error) {
    return String.valueOf(error.getEvaluationPath());
  }
}
