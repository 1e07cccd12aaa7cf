package acp.protocol.v1;

import java.util.List;
import java.util.stream.Stream;

/** Makes JSON that a type must not take. */
final class Malformed {
  private final Facts facts;

  Malformed(Facts facts) {
    this.facts = facts;
  }

  /**
   * JSON texts, each malformed for {@code type} in a way of its own; none where all JSON is good.
   */
  List<String> values(String type) {
    if (type.endsWith("[]")) {
      return List.of("{}", "\"x\"", "5");
    }
    if (type.startsWith("map<")) {
      String value = values(type.substring(4, type.length() - 1)).getFirst();
      return List.of("[]", "\"x\"", "{\"k\":" + value + "}", "{\"k\":null}");
    }
    return switch (type) {
      case "string" -> List.of("1", "1.5", "true", "{}", "[]");
      case "boolean" -> List.of("\"true\"", "1", "0", "\"\"", "{}");
      case "double" -> List.of("\"1.5\"", "true", "\"\"", "[]");
      case "int64" -> List.of("9223372036854775808", "\"1\"", "1.5", "true", "\"\"", "[]");
      case "uint32" -> List.of("4294967296", "-1", "\"1\"", "1.5", "true", "\"\"");
      case "uint64" -> List.of("18446744073709551616", "-1", "\"1\"", "1.5", "true", "\"\"");
      case "object" -> List.of("\"x\"", "5", "[]", "true");
      case "any" -> List.of();
      default -> type.contains("|") ? List.of() : defined(facts.def(type));
    };
  }

  private List<String> defined(Facts.Def def) {
    return switch (def.kind()) {
      case "string", "open-enum" -> values("string");
      case "uint16" -> List.of("65536", "-1", "\"1\"", "1.5", "true", "\"\"");
      case "codes" -> List.of("\"-32601\"", "1.5", "2147483648", "true");
      case "enum" -> List.of("\"bogus\"", "0", "\"\"", "true", "{}");
      case "one-of" -> oneOf(def.name());
      case "union" ->
          List.of("\"x\"", "5", "[]", "true", "{\"" + def.detail().getFirst() + "\":5}");
      case "any" -> List.of();
      default -> List.of("\"x\"", "5", "[]", "true", "\"\"");
    };
  }

  private static List<String> oneOf(String name) {
    return switch (name) {
      case "RequestId" -> List.of("1.5", "true", "{}", "9223372036854775808");
      case "ElicitationContentValue" -> List.of("{}", "[1]", "[null]", "1e400");
      case "SessionConfigSelectOptions" -> List.of("{}", "\"x\"", "[{}]");
      default -> List.of("{}", "\"x\"", "5");
    };
  }

  /** Items that do not belong into a list of {@code type}. */
  List<String> items(String type) {
    return Stream.concat(values(type).stream().limit(2), Stream.of("null")).toList();
  }
}
