package acp.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.function.Supplier;

/** Between objects and JSON, with a mapper that is not made before it is needed. Thread-safe. */
final class Mapping {
  private final Supplier<ObjectMapper> mapper;

  Mapping(Supplier<ObjectMapper> mapper) {
    this.mapper = mapper;
  }

  void write(Object value, JsonGenerator out) throws IOException {
    mapper.get().writeValue(out, value);
  }

  <T> T read(Json value, Class<T> type) throws IOException {
    ObjectMapper reader = mapper.get();
    try (JsonParser parser = value.parser()) {
      // Some fields are read as trees first, by whatever reads the whole. Asked for in this way,
      // because to verify a
      // mapper as a codec the JVM would load it with this class, which is before the first answer.
      parser.setCodec(reader.getFactory().getCodec());
      return reader.readValue(parser, type);
    }
  }
}
