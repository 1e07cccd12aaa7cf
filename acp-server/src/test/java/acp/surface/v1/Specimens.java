package acp.surface.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Params made from their types: every field is there, lists hold one of each kind that they may
 * hold. Where a name says what a text must be, it is that.
 */
final class Specimens {
  private static final ObjectMapper MAPPER = ProtocolMapper.create();

  private final Map<String, String> texts;

  /**
   * @param texts what a text field of that name holds; others hold a word
   */
  Specimens(Map<String, String> texts) {
    this.texts = texts;
  }

  /** As many as the type has kinds. */
  List<JsonNode> of(Class<?> type) {
    return values(type, "").stream().<JsonNode>map(MAPPER::valueToTree).toList();
  }

  private List<Object> values(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType().equals(List.class)
          ? List.of(values(generic.getActualTypeArguments()[0], name))
          : List.of(Map.of("key", values(generic.getActualTypeArguments()[1], name).getFirst()));
    }
    Class<?> raw = (Class<?>) type;
    if (raw.equals(String.class)) {
      return List.of(texts.getOrDefault(name, "word"));
    }
    if (raw.equals(boolean.class) || raw.equals(Boolean.class)) {
      return List.of(true);
    }
    if (raw.equals(long.class) || raw.equals(Long.class) || raw.equals(int.class)) {
      return List.of(raw.equals(int.class) ? (Object) 1 : (Object) 1L);
    }
    if (raw.equals(double.class) || raw.equals(Double.class)) {
      return List.of(0.5);
    }
    if (raw.equals(ObjectNode.class) || raw.equals(JsonNode.class)) {
      return List.of(JsonNodeFactory.instance.objectNode().put("traceparent", "00-1-2-3"));
    }
    if (raw.isEnum()) {
      return List.of(raw.getEnumConstants()[0]);
    }
    return raw.isRecord() ? List.of(record(raw, name)) : union(raw, name);
  }

  private List<Object> union(Class<?> type, String name) {
    List<Object> kinds = new ArrayList<>();
    for (Class<?> kind : requireNonNull(type.getPermittedSubclasses(), type.getName())) {
      if (!kind.getSimpleName().equals("Unknown") && !kind.getSimpleName().equals("Reader")) {
        kinds.addAll(values(kind, name));
      }
    }
    return kinds;
  }

  private Object record(Class<?> type, String name) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      // An id is a record around a text, and is called as the field that holds it.
      boolean isWrapper = components.length == 1 && types[i].equals(String.class);
      String called = isWrapper ? name : components[i].getName();
      values[i] = values(components[i].getGenericType(), called).getFirst();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }
}
