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
      parser.setCodec(reader); // some fields are read as trees first, by whatever reads the whole
      return reader.readValue(parser, type);
    }
  }
}
