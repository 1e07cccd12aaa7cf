package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Event;
import acp.event.Location;
import acp.event.Tokens;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the build writes out as plain code does what the compiler meant. */
@Timeout(60)
class PlainCodeIT {
  private static final Path LIB = Editor.image().resolve("lib");

  /** All kinds of components, and none. */
  static Stream<Record> records() {
    return Stream.of(
        new CallId("a"),
        new Location("/a", 7),
        new Location("/a", null),
        Tokens.NONE,
        new Event.UsageReported("m", 1L << 40, 2, 3, -4, 5, 6),
        new Event.ContextCleared(),
        new Event.NoticeRaised(Event.Severity.INFO, "t", null),
        new Event.FileChanged(new CallId("c"), "/f", true, "b", "d"));
  }

  /** The class loader of the image's own jars; what else they need is ours. */
  private static URLClassLoader image() throws Exception {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(LIB)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        jars.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** The same value as the image has it. */
  private static Object there(Object value, ClassLoader image) throws Exception {
    if (!value.getClass().getName().startsWith("acp.")) {
      return value;
    }
    Class<?> type = Class.forName(value.getClass().getName(), true, image);
    if (value instanceof Enum<?> constant) {
      return type.getField(constant.name()).get(null);
    }
    RecordComponent[] here = value.getClass().getRecordComponents();
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[here.length];
    @Nullable Object[] values = new @Nullable Object[here.length];
    for (int i = 0; i < here.length; i++) {
      types[i] = components[i].getType();
      Object component = here[i].getAccessor().invoke(value);
      values[i] = component == null ? null : there(component, image);
    }
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  @ParameterizedTest
  @MethodSource("records")
  void recordsAreEqualHashedAndShownAsTheyAreWithoutIt(Record value) throws Exception {
    try (URLClassLoader image = image()) {
      Object one = there(value, image);
      Object same = there(value, image);

      assertEquals(value.toString(), one.toString());
      assertEquals(one, same);
      assertEquals(one.hashCode(), same.hashCode());
      assertFalse(one.equals(value), "of another class");
      assertFalse(one.equals(null));
      for (Record other : records().filter(each -> !each.equals(value)).toList()) {
        assertFalse(one.equals(there(other, image)), value + " and " + other);
      }
      if (Stream.of(value.getClass().getRecordComponents())
          .allMatch(part -> part.getType().isPrimitive() || part.getType() == String.class)) {
        assertEquals(value.hashCode(), one.hashCode());
      }
    }
  }

  @Test
  void nothingOfOursIsLeftToBeMadeAtRunTimeButLambdasAndTexts() throws Exception {
    for (String name : List.of("acp-server.jar", "protocol-schema-" + Version.NUMBER + ".jar")) {
      try (JarFile jar = new JarFile(LIB.resolve(name).toFile())) {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          if (entry.getName().endsWith(".class")) {
            try (InputStream in = jar.getInputStream(entry)) {
              String constants = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
              assertFalse(constants.contains("java/lang/runtime/ObjectMethods"), entry.getName());
            }
          }
        }
      }
    }
  }

  @Test
  void theParserStillKnowsTheBoundsOfItsNumbers() throws Exception {
    try (URLClassLoader image = image()) {
      Class<?> mapper = Class.forName(ObjectMapper.class.getName(), true, image);
      Object json = mapper.getDeclaredConstructor().newInstance();
      var read = mapper.getMethod("readValue", String.class, Class.class);

      assertEquals(Integer.MAX_VALUE, read.invoke(json, "2147483647.0", Integer.class));
      assertEquals(Long.MIN_VALUE, read.invoke(json, "-9223372036854775808.0", Long.class));
      for (String beyond : List.of("2147483648.0", "-1e10")) {
        Throwable failure = null;
        try {
          read.invoke(json, beyond, Integer.class);
        } catch (java.lang.reflect.InvocationTargetException told) {
          failure = told.getCause();
        }
        assertTrue(
            String.valueOf(failure).contains("out of range of int"), beyond + ": " + failure);
      }
    }
  }
}
