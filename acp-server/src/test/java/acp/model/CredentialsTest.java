package acp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link Credentials}: where a key is found, and when the file is not to be trusted. */
@Timeout(5)
class CredentialsTest {
  @TempDir Path dir;

  @Test
  void theEnvironmentComesFirst() throws IOException {
    write("rw-------", "A = \"from the file\"");

    assertEquals("from outside", find("A", Map.of("A", " from outside ")));
    assertEquals("from the file", find("A", Map.of("A", " ")));
    assertEquals("from the file", find("A", Map.of()));
  }

  @Test
  void theFileIsNotTouchedWhenTheEnvironmentHasTheKey() throws IOException {
    write("rw-rw-rw-", "A = \"b\"");

    assertEquals("c", find("A", Map.of("A", "c")));
  }

  @Test
  void aLineIsTomlOrShell() throws IOException {
    write(
        "rw-------",
        """
        # A = "no"
        A = "a#1" # yes
        B='b b'
        C=c # yes
          D  =  d
        E =
        AA = "no"
        """);

    assertEquals("a#1", find("A", Map.of()));
    assertEquals("b b", find("B", Map.of()));
    assertEquals("c", find("C", Map.of()));
    assertEquals("d", find("D", Map.of()));
    assertNull(find("E", Map.of()));
    assertNull(find("F", Map.of()));
  }

  @Test
  void withoutAFileThereIsNoKey() {
    assertNull(find("A", Map.of()));
  }

  @Test
  void aKeyAddedLaterIsFound() throws IOException {
    Credentials credentials = credentials(Map.of());
    assertNull(credentials.find("A"));

    write("rw-------", "A=b");

    assertEquals("b", credentials.find("A"));
  }

  @Test
  void aFileOpenToOthersIsRefused() throws IOException {
    for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"}) {
      write(open, "A = \"secret\"");

      AcpException told = assertThrows(AcpException.class, () -> find("A", Map.of()), open);

      assertEquals(
          "The credentials file credentials.toml can be read or written by others; run chmod 600 on"
              + " it",
          told.getMessage());
    }
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    Files.createDirectory(dir.resolve("credentials.toml"));
    Files.setPosixFilePermissions(
        dir.resolve("credentials.toml"), PosixFilePermissions.fromString("rwx------"));

    AcpException told = assertThrows(AcpException.class, () -> find("A", Map.of()));

    assertEquals("The credentials file credentials.toml cannot be read", told.getMessage());
  }

  @Test
  void aStoredKeyIsFoundAndOnlyTheUserCanReadIt() throws IOException {
    Path file = dir.resolve("new/folder/credentials.toml");
    Credentials credentials = new Credentials(Map.of(), file);

    credentials.store("A", "sk-1");

    assertEquals("sk-1", credentials.find("A"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("new/folder"))));
  }

  @Test
  void aStoredKeyTakesThePlaceOfTheOldOneAndLeavesTheRest() throws IOException {
    write("rw-------", "# mine\nA = \"old\"\nB = \"b\"\n");

    credentials(Map.of()).store("A", "new");

    assertEquals(
        "# mine\nB = \"b\"\nA = \"new\"\n", Files.readString(dir.resolve("credentials.toml")));
    credentials(Map.of()).remove("A");
    assertNull(find("A", Map.of()));
    assertEquals("b", find("B", Map.of()));
  }

  @Test
  void aFileOpenToOthersIsClosedWhenAKeyIsStored() throws IOException {
    write("rw-r--r--", "A = \"old\"\n");

    credentials(Map.of()).store("A", "new");

    assertEquals("new", find("A", Map.of()));
  }

  @Test
  void aLinkToTheFileStaysALink() throws IOException {
    Path file = dir.resolve("mine.toml");
    Path link = Files.createSymbolicLink(dir.resolve("credentials.toml"), Path.of("mine.toml"));
    Credentials credentials = credentials(Map.of());

    credentials.store("A", "sk-1"); // the link leads nowhere yet
    credentials.store("B", "sk-2");
    credentials.remove("A");

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("B = \"sk-2\"\n", Files.readString(file));
    assertEquals("sk-2", find("B", Map.of()));
  }

  @Test
  void whatCannotBeAKeyIsNotStored() {
    for (String key : new String[] {"", " ", "a b", "a\"b", "a\nB=1", "a\\", "ключ"}) {
      assertThrows(AcpException.class, () -> credentials(Map.of()).store("A", key), key);
    }
    assertFalse(Files.exists(dir.resolve("credentials.toml")));
  }

  @Test
  void removingWhatIsNotThereIsNothing() {
    credentials(Map.of()).remove("A");

    assertFalse(Files.exists(dir.resolve("credentials.toml")));
  }

  @Test
  void nothingPrintsAKey() throws IOException {
    write("rw-------", "A = \"secret\"");
    Credentials credentials = credentials(Map.of("B", "secret"));
    credentials.find("A");

    assertFalse(String.valueOf((Object) credentials).contains("secret"));
  }

  private @Nullable String find(String name, Map<String, String> environment) {
    return credentials(environment).find(name);
  }

  private Credentials credentials(Map<String, String> environment) {
    return new Credentials(environment, dir.resolve("credentials.toml"));
  }

  private void write(String permissions, String text) throws IOException {
    Path file = dir.resolve("credentials.toml");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void whichKeysThereAreIsKnownWithoutThem() throws IOException {
    write("rw-------", "A_KEY = \"1\"\nB_KEY = \"\"\n");
    Credentials credentials =
        new Credentials(Map.of("C_KEY", "3", "D_KEY", " "), dir.resolve("credentials.toml"));

    assertEquals(
        Set.of("A_KEY", "C_KEY"),
        credentials.known(List.of("A_KEY", "B_KEY", "C_KEY", "D_KEY", "E_KEY")));
  }
}
