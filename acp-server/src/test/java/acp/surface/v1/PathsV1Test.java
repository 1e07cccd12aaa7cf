package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths are absolute, and kept as they came. */
@Timeout(5)
class PathsV1Test {

  @Test
  void anAbsolutePathIsKeptAsItCame() {
    Place place = PathsV1.place("/a/../b//c\0/", List.of("/x/", "/x"), null);

    assertEquals(new Place("/a/../b//c\0/", List.of("/x/", "/x")), place);
  }

  @Test
  void noAdditionalDirectoriesMeansNone() {
    assertEquals(List.of(), PathsV1.place("/a", null, null).roots());
  }

  @Test
  void aPathThatNoListOfSessionsCouldHoldIsRefused() {
    AcpException refused =
        assertThrows(
            AcpException.class, () -> PathsV1.place("/" + "x".repeat(40_000), List.of(), null));

    assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
    assertEquals("cwd", refused.data().get("path"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a/b", "~/a", "file:///a", " /a"})
  void whatIsNoAbsolutePathIsRefusedByItsName(String path) {
    AcpException cwd = assertThrows(AcpException.class, () -> PathsV1.place(path, List.of(), null));
    AcpException root =
        assertThrows(AcpException.class, () -> PathsV1.place("/a", List.of("/b", path), null));

    assertEquals(ErrorCode.INVALID_PARAMS, cwd.code());
    assertEquals("cwd", cwd.data().get("path"));
    assertEquals(ErrorCode.INVALID_PARAMS, root.code());
    assertEquals("additionalDirectories[1]", root.data().get("path"));
  }
}
