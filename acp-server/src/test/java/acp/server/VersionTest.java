package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program says the version that the build has. */
@Timeout(5)
class VersionTest {

  /** What the build says, or where it does not run, what it is written to say. */
  private static String built() throws Exception {
    String told = System.getProperty("project.version");
    if (told != null) {
      return told;
    }
    String pom = Files.readString(Path.of("pom.xml"));
    Matcher version =
        Pattern.compile("<parent>.*?<version>([^<]+)</version>", Pattern.DOTALL).matcher(pom);
    assertTrue(version.find(), "the pom has no version");
    return version.group(1);
  }

  @Test
  void theNumberIsThatOfTheBuild() throws Exception {
    assertEquals(built(), Version.NUMBER);
  }

  @Test
  void theNumberCanStandInJsonAsItIs() {
    assertTrue(Version.NUMBER.matches("[0-9A-Za-z.+-]+"));
  }
}
