package acp.protocol.v1;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Java types, and the schema that is written from them, say what the official schema says. */
@Timeout(30)
class SchemaAgreementTest {
  private final Facts facts = Facts.load();
  private final JsonMapper mapper = ProtocolMapper.create();

  @Test
  void theWrittenSchemaSaysWhatTheOfficialOneSays() throws IOException {
    var official = new TreeSet<>(facts.lines());

    SortedSet<String> ours = SchemaFacts.of(writtenSchema());

    assertEquals(List.of(), differences(official, ours));
  }

  @Test
  void everyDefinitionHasAJavaTypeAndEveryJavaTypeADefinition() throws Exception {
    Set<String> defined = facts.defs().stream().map(Facts.Def::name).collect(toSet());

    Set<String> types = publicTypes();

    types.removeAll(Set.of("Methods", "ElicitationScope"));
    types.addAll(Set.of("ErrorCode", "ProtocolVersion"));
    assertEquals(List.of(), differences(new TreeSet<>(defined), new TreeSet<>(types)));
    assertEquals(178, defined.size());
  }

  @Test
  void everyTypeIsWrittenWithTheFieldsThatTheSchemaNames() {
    var wrong = new ArrayList<String>();

    for (Facts.Def def : facts.defs()) {
      if (Facts.javaType(def.name()).isRecord() && !def.fields().isEmpty()) {
        differences(expectedFields(def), writtenFields(def))
            .forEach(d -> wrong.add(def.name() + " " + d));
      }
    }

    assertEquals(List.of(), wrong);
  }

  @Test
  void theTableOfMethodsNamesEveryMethodWithItsTypes() {
    var official =
        new TreeSet<>(facts.lines().stream().filter(l -> l.startsWith("method ")).toList());

    SortedSet<String> ours =
        Methods.all().stream()
            .map(
                method ->
                    String.join(
                        "\t",
                        "method " + method.name(),
                        method.servedBy().name().toLowerCase(Locale.ROOT),
                        method.params().getSimpleName(),
                        method.isNotification()
                            ? "-"
                            : requireNonNull(method.result()).getSimpleName()))
            .collect(toCollection(TreeSet::new));

    assertEquals(List.of(), differences(official, ours));
  }

  @Test
  void theComparisonNoticesAFieldThatIsMissing() throws IOException {
    JsonNode schema = writtenSchema();

    ((ObjectNode) schema.at("/$defs/Diff/properties")).remove("oldText");

    List<String> found = differences(new TreeSet<>(facts.lines()), SchemaFacts.of(schema));
    assertEquals(1, found.size());
    assertTrue(found.getFirst().startsWith("missing: Diff.oldText"), found::toString);
  }

  private static JsonNode writtenSchema() throws IOException {
    try (InputStream file =
        requireNonNull(SchemaAgreementTest.class.getResourceAsStream("schema.json"))) {
      return ProtocolMapper.create().readTree(file);
    }
  }

  /** Every difference by name, so that one run tells all. */
  private static List<String> differences(SortedSet<String> official, SortedSet<String> ours) {
    return Stream.concat(
            official.stream().filter(line -> !ours.contains(line)).map(l -> "missing: " + l),
            ours.stream().filter(line -> !official.contains(line)).map(l -> "not official: " + l))
        .toList();
  }

  private static Set<String> publicTypes() throws IOException, URISyntaxException {
    Path folder = Path.of(requireNonNull(SessionId.class.getResource("SessionId.class")).toURI());
    try (Stream<Path> files = Files.list(requireNonNull(folder.getParent()))) {
      return files
          .map(file -> requireNonNull(file.getFileName()).toString())
          .filter(name -> name.matches("[A-Z]\\w*\\.class"))
          .map(name -> name.replace(".class", ""))
          .filter(name -> Modifier.isPublic(Facts.javaType(name).getModifiers()))
          .collect(toSet());
    }
  }

  private SortedSet<String> expectedFields(Facts.Def def) {
    var names = new TreeSet<String>();
    def.fields().forEach(field -> names.add(field.name()));
    for (Facts.Def variant : facts.variantsOf(def)) {
      facts.fieldsOf(variant).forEach(field -> names.add(field.name()));
      if (!variant.name().endsWith(":*")) {
        names.add(facts.unionOf(variant).detail().getFirst());
      }
    }
    if (!def.detail().isEmpty()) {
      Arrays.stream(def.detail().getFirst().split("\\|"))
          .flatMap(scope -> facts.def(scope).fields().stream())
          .forEach(field -> names.add(field.name()));
    }
    return names;
  }

  /** What Jackson says that it reads and writes of the type, in its own words. */
  private SortedSet<String> writtenFields(Facts.Def def) {
    var type = mapper.constructType(Facts.javaType(def.name()));
    return Stream.concat(
            mapper.getSerializationConfig().introspect(type).findProperties().stream(),
            mapper.getDeserializationConfig().introspect(type).findProperties().stream())
        .map(BeanPropertyDefinition::getName)
        .filter(name -> def.detail().isEmpty() || !name.equals("scope"))
        .collect(toCollection(TreeSet::new));
  }
}
