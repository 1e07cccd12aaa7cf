package acp.protocol.v1;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unmodifiable copies for records: absence stays absence, and maps keep their order. */
final class Copy {
  private Copy() {}

  static <T> @Nullable List<T> ofNullable(@Nullable List<T> list) {
    return list == null ? null : List.copyOf(list);
  }

  static <T> Map<String, T> of(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  static <T> @Nullable Map<String, T> ofNullable(@Nullable Map<String, T> map) {
    return map == null ? null : of(map);
  }
}
