package acp.protocol.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import acp.protocol.ErrorCode;
import acp.protocol.ProtocolVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the official schema says, read from {@code facts.tsv}, whose head explains the lines. */
final class Facts {
  private final List<String> lines;
  private final Map<String, Def> defs = new TreeMap<>();

  /** A definition; a variant of a union is one as well, under {@code Union:tag}. */
  record Def(String name, String kind, List<String> detail, List<Field> fields) {
    boolean isUnion() {
      return kind.equals("union");
    }
  }

  record Field(
      String def,
      String name,
      String type,
      boolean required,
      boolean nullable,
      @Nullable String fallback,
      String leniency,
      String constraint) {
    boolean lenient() {
      return leniency.contains("e");
    }

    boolean dropsItems() {
      return leniency.contains("i");
    }

    boolean nullAsEmpty() {
      return leniency.contains("n");
    }

    boolean isList() {
      return type.endsWith("[]");
    }

    String item() {
      return type.substring(0, type.length() - 2);
    }
  }

  private Facts(List<String> lines) {
    this.lines = lines;
    for (String line : lines) {
      List<String> cells = Arrays.asList(line.split("\t", -1));
      if (!cells.getFirst().startsWith("method ") && !cells.getFirst().contains(".")) {
        define(cells);
      }
    }
    for (String line : lines) {
      List<String> cells = Arrays.asList(line.split("\t", -1));
      if (!cells.getFirst().startsWith("method ") && cells.getFirst().contains(".")) {
        field(cells);
      }
    }
  }

  static Facts load() {
    try (InputStream file = requireNonNull(Facts.class.getResourceAsStream("facts.tsv"))) {
      return new Facts(
          new String(file.readAllBytes(), UTF_8).lines().filter(l -> !l.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void define(List<String> cells) {
    var def =
        new Def(cells.get(0), cells.get(1), cells.subList(2, cells.size()), new ArrayList<>());
    defs.put(def.name(), def);
  }

  private void field(List<String> cells) {
    String place = cells.get(0);
    String def = place.substring(0, place.indexOf('.'));
    defs.computeIfAbsent(def, name -> new Def(name, "object", List.of(), new ArrayList<>()))
        .fields()
        .add(
            new Field(
                def,
                place.substring(place.indexOf('.') + 1),
                cells.get(1),
                cells.get(2).equals("required"),
                cells.get(3).equals("null"),
                cells.get(4).equals("-") ? null : cells.get(4),
                cells.get(5),
                cells.get(6)));
  }

  List<String> lines() {
    return lines;
  }

  /** The definitions that have a name of their own. */
  List<Def> defs() {
    return defs.values().stream().filter(def -> !def.name().contains(":")).toList();
  }

  Def def(String name) {
    return requireNonNull(defs.get(name), name);
  }

  boolean has(String name) {
    return defs.containsKey(name);
  }

  /** The variants of a union, or of a definition that is one of several objects. */
  List<Def> variants(Def union) {
    return defs.values().stream().filter(d -> d.name().startsWith(union.name() + ":")).toList();
  }

  /** The variants, of whatever union, whose payload is {@code def}. */
  List<Def> variantsOf(Def def) {
    return defs.values().stream()
        .filter(d -> d.kind().equals("variant") && d.detail().getFirst().equals(def.name()))
        .toList();
  }

  Def unionOf(Def variant) {
    return def(variant.name().substring(0, variant.name().indexOf(':')));
  }

  /** The fields of a variant: its own, those of its payload and those common to its union. */
  List<Field> fieldsOf(Def variant) {
    String payload = variant.kind().equals("variant") ? variant.detail().getFirst() : "-";
    List<Field> borrowed = payload.equals("-") ? List.of() : def(payload).fields();
    return Stream.of(unionOf(variant).fields(), borrowed, variant.fields())
        .flatMap(List::stream)
        .toList();
  }

  static Class<?> javaType(String def) {
    try {
      return switch (def) {
        case "ErrorCode" -> ErrorCode.class;
        case "ProtocolVersion" -> ProtocolVersion.class;
        default -> Class.forName("acp.protocol.v1." + def);
      };
    } catch (ClassNotFoundException e) {
      throw new AssertionError("No Java type for " + def, e);
    }
  }
}
