package acp.interop

import com.agentclientprotocol.client.ClientSession
import com.agentclientprotocol.model.ContentBlock
import com.agentclientprotocol.model.PermissionOptionKind
import com.agentclientprotocol.model.PlanEntryStatus
import com.agentclientprotocol.model.SessionModeId
import com.agentclientprotocol.model.SessionUpdate
import com.agentclientprotocol.model.StopReason
import com.agentclientprotocol.model.ToolCallContent
import com.agentclientprotocol.model.ToolCallId
import com.agentclientprotocol.model.ToolCallStatus
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir

/**
 * The built agent, driven by the official Kotlin SDK.
 *
 * The SDK is older than parts of the stable protocol: it knows neither `session/list` nor config
 * options, and drops three kinds of updates. [KotlinClient] says where, and what is done instead.
 */
@Timeout(60)
internal class KotlinSdkIT(@TempDir folder: Path) {
    private val home = Home(folder)
    private val notes = home.workspace().resolve("notes.txt")

    @Test
    fun theHandshakeTellsWhatTheAgentCanDo() = withClient { client ->
        val agent = client.initialize()

        assertEquals(1, agent.protocolVersion)
        assertEquals("acp-server", agent.implementation?.name)
        assertTrue(agent.capabilities.loadSession)
    }

    @Test
    fun anAnswerIsStreamedAndAPlanIsCompleted() = withClient { client ->
        val session = client.open(home.workspace())

        val streamed = client.prompt(session, "stream n=8 size=5 delay=50")
        val pieces = client.updates.count { it is SessionUpdate.AgentMessageChunk }
        val planned = client.prompt(session, "plan")

        assertEquals(StopReason.END_TURN, streamed)
        assertTrue(pieces > 1) { "not streamed: ${client.updates}" }
        assertEquals(StopReason.END_TURN, planned)
        val plan = client.updates.filterIsInstance<SessionUpdate.PlanUpdate>().last().entries
        assertEquals(List(3) { PlanEntryStatus.COMPLETED }, plan.map { it.status })
    }

    @Test
    fun anAllowedEditIsShownAndChangesTheBufferOfTheEditor() = withClient { client ->
        notes.writeText("saved\n")
        client.editor.write(notes.toString(), "not saved yet\n")
        val session = client.open(home.workspace())

        val done = client.prompt(session, "edit notes.txt")

        assertEquals(StopReason.END_TURN, done)
        assertEquals(1, client.asked.size)
        val told = told(client)
        val diff = told.diffs.last()
        assertEquals(notes.toString(), diff.path)
        assertEquals("not saved yet\n", diff.oldText)
        assertEquals(diff.newText, client.editor.read(notes.toString()))
        assertEquals("saved\n", notes.readText())
        // It reads before it edits.
        assertEquals(listOf(ToolCallStatus.COMPLETED, ToolCallStatus.COMPLETED), told.calls.values.toList())
    }

    @Test
    fun whatIsRejectedIsNotDone() = withClient { client ->
        notes.writeText("saved\n")
        val session = client.open(home.workspace())
        client.answer = PermissionOptionKind.REJECT_ONCE

        val edit = client.prompt(session, "edit notes.txt")
        val run = client.prompt(session, "run sleep 0; echo hi")

        assertEquals(StopReason.END_TURN, edit)
        assertEquals(StopReason.END_TURN, run)
        assertEquals(2, client.asked.size)
        assertEquals("saved\n", client.editor.read(notes.toString()))
        assertEquals(emptyList<Editor.Ended>(), client.editor.terminals())
        assertEquals(
            listOf(ToolCallStatus.COMPLETED, ToolCallStatus.FAILED, ToolCallStatus.FAILED),
            told(client).calls.values.toList(),
        )
    }

    @Test
    fun anAllowedCommandRunsInATerminalOfTheEditor() = withClient { client ->
        val session = client.open(home.workspace())

        val done = client.prompt(session, "run sleep 0; echo hi")

        assertEquals(StopReason.END_TURN, done)
        assertEquals(1, client.asked.size)
        assertEquals(listOf("hi\n"), client.editor.terminals().map { it.output })
        assertEquals(listOf(ToolCallStatus.COMPLETED), told(client).calls.values.toList())
    }

    @Test
    fun cancelInMidTurnAnswersCancelled() = withClient { client ->
        val session = client.open(home.workspace())

        val slow = cancelled(client, session)

        assertEquals(StopReason.CANCELLED, slow)
        assertEquals(StopReason.END_TURN, client.prompt(session, "hello"))
    }

    @Test
    fun theModeIsSet() = withClient { client ->
        val session = client.open(home.workspace())
        val before = session.currentMode.value

        session.setMode(SessionModeId("accept_edits"))
        val after = session.currentMode.first { it != before }

        assertEquals(SessionModeId("ask"), before)
        assertEquals(SessionModeId("accept_edits"), after)
        assertEquals(listOf("ask", "accept_edits", "plan", "auto"), session.availableModes.map { it.id.value })
    }

    @Test
    fun aSecondProcessListsTheSessionAndTellsItAgain() {
        notes.writeText("saved\n")
        val (session, live) = withClient { client ->
            val session = client.open(home.workspace())
            for (prompt in listOf("hello", "plan", "edit notes.txt")) {
                assertEquals(StopReason.END_TURN, client.prompt(session, prompt))
            }
            client.answer = PermissionOptionKind.REJECT_ONCE
            assertEquals(StopReason.END_TURN, client.prompt(session, "run sleep 0; echo hi"))
            assertEquals(StopReason.CANCELLED, cancelled(client, session))
            Pair(session.sessionId, told(client))
        }
        withClient { client ->
            client.initialize()

            val listed = client.list(home.workspace())
            client.load(session, home.workspace())

            assertEquals(listOf(session.value), listed)
            assertEquals(live, told(client))
            assertEquals(
                listOf("hello", "plan", "edit notes.txt", "run sleep 0; echo hi", "slow"),
                client.updates.filterIsInstance<SessionUpdate.UserMessageChunk>().map { text(it.content) },
            )
        }
    }

    /** What a session shows, however it was cut into updates: all words, the last statuses, each diff once. */
    private data class Told(
        val words: String,
        val calls: Map<ToolCallId, ToolCallStatus?>,
        val diffs: List<ToolCallContent.Diff>,
    )

    private fun told(client: KotlinClient): Told {
        val words = client.updates.filterIsInstance<SessionUpdate.AgentMessageChunk>()
            .joinToString("") { text(it.content) }
        val calls = LinkedHashMap<ToolCallId, ToolCallStatus?>()
        val shown = LinkedHashSet<ToolCallContent>()
        for (update in client.updates) {
            if (update is SessionUpdate.ToolCall) {
                calls[update.toolCallId] = update.status
                shown += update.content
            } else if (update is SessionUpdate.ToolCallUpdate) {
                update.status?.let { calls[update.toolCallId] = it }
                shown += update.content.orEmpty()
            }
        }
        return Told(words, calls, shown.filterIsInstance<ToolCallContent.Diff>())
    }

    private fun text(content: ContentBlock) = (content as ContentBlock.Text).text

    private suspend fun cancelled(client: KotlinClient, session: ClientSession): StopReason {
        var asked = false
        return client.prompt(session, "slow") {
            if (it is SessionUpdate.AgentMessageChunk && !asked) {
                asked = true
                session.cancel()
            }
        }
    }

    private fun <T> withClient(body: suspend CoroutineScope.(KotlinClient) -> T): T =
        KotlinClient(home).use { client -> runBlocking { body(client) } }
}
