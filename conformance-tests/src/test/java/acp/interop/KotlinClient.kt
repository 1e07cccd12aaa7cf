package acp.interop

import com.agentclientprotocol.agent.AgentInfo
import com.agentclientprotocol.client.Client
import com.agentclientprotocol.client.ClientInfo
import com.agentclientprotocol.client.ClientSession
import com.agentclientprotocol.common.ClientSessionOperations
import com.agentclientprotocol.common.Event
import com.agentclientprotocol.common.SessionCreationParameters
import com.agentclientprotocol.model.AcpMethod
import com.agentclientprotocol.model.ClientCapabilities
import com.agentclientprotocol.model.ContentBlock
import com.agentclientprotocol.model.CreateTerminalResponse
import com.agentclientprotocol.model.EnvVariable
import com.agentclientprotocol.model.FileSystemCapability
import com.agentclientprotocol.model.KillTerminalCommandResponse
import com.agentclientprotocol.model.LoadSessionRequest
import com.agentclientprotocol.model.PermissionOption
import com.agentclientprotocol.model.PermissionOptionKind
import com.agentclientprotocol.model.ReadTextFileResponse
import com.agentclientprotocol.model.ReleaseTerminalResponse
import com.agentclientprotocol.model.RequestPermissionOutcome
import com.agentclientprotocol.model.RequestPermissionResponse
import com.agentclientprotocol.model.SessionId
import com.agentclientprotocol.model.SessionNotification
import com.agentclientprotocol.model.SessionUpdate
import com.agentclientprotocol.model.StopReason
import com.agentclientprotocol.model.TerminalExitStatus
import com.agentclientprotocol.model.TerminalOutputResponse
import com.agentclientprotocol.model.WaitForTerminalExitResponse
import com.agentclientprotocol.model.WriteTextFileResponse
import com.agentclientprotocol.protocol.Protocol
import com.agentclientprotocol.protocol.invoke
import com.agentclientprotocol.protocol.setNotificationHandler
import com.agentclientprotocol.rpc.ACPJson
import com.agentclientprotocol.rpc.JsonRpcMessage
import com.agentclientprotocol.rpc.JsonRpcNotification
import com.agentclientprotocol.rpc.MethodName
import com.agentclientprotocol.transport.StdioTransport
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.io.asSink
import kotlinx.io.asSource
import kotlinx.io.buffered
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue

/** An editor on the Kotlin SDK, with one agent process. */
internal class KotlinClient(home: Home) : AutoCloseable {
    /** What the user sees and uses beside the SDK. */
    val editor = Editor()

    /** Everything that was told of sessions up to now and that the SDK could read. */
    val updates = CopyOnWriteArrayList<SessionUpdate>()

    /** What the user was asked to permit. */
    val asked = CopyOnWriteArrayList<SessionUpdate.ToolCallUpdate>()

    /** How the user answers from now on. */
    @Volatile
    var answer = PermissionOptionKind.ALLOW_ONCE

    private val unread = CopyOnWriteArrayList<String>()
    private val process = home.agent().start()
    private val scope = CoroutineScope(Dispatchers.IO + SupervisorJob())
    private val protocol: Protocol
    private val sdk: Client

    init {
        val transport = StdioTransport(
            scope,
            Dispatchers.IO,
            process.inputStream.asSource().buffered(),
            process.outputStream.asSink().buffered(),
        )
        transport.onMessage(::noteIfUnreadable)
        protocol = Protocol(scope, transport)
        sdk = Client(protocol)
        protocol.start()
    }

    suspend fun initialize(): AgentInfo =
        sdk.initialize(ClientInfo(capabilities = ClientCapabilities(FileSystemCapability(true, true), true)))

    /** Does the handshake and makes a session in that folder. */
    suspend fun open(folder: Path): ClientSession {
        initialize()
        return sdk.newSession(SessionCreationParameters(folder.toString(), emptyList())) { _, _ -> Operations() }
    }

    /** Prompts to the end of the turn, and hands over each update as it is told. */
    suspend fun prompt(
        session: ClientSession,
        text: String,
        told: suspend (SessionUpdate) -> Unit = {},
    ): StopReason {
        var reason: StopReason? = null
        session.prompt(listOf(ContentBlock.Text(text))).collect { event ->
            when (event) {
                is Event.SessionUpdateEvent -> {
                    updates += event.update
                    told(event.update)
                }
                is Event.PromptResponseEvent -> reason = event.response.stopReason
            }
        }
        return checkNotNull(reason)
    }

    /**
     * Loads a session with the SDK's protocol, because its [Client.loadSession] never returns: the
     * first replayed update waits, on the coroutine that reads the wire, for the session to be there,
     * which it is only after the answer that comes behind the replay.
     */
    suspend fun load(session: SessionId, folder: Path) {
        protocol.setNotificationHandler(AcpMethod.ClientMethods.SessionUpdate) { updates += it.update }
        AcpMethod.AgentMethods.SessionLoad(protocol, LoadSessionRequest(session, folder.toString(), emptyList()))
    }

    /** Asks for the sessions of a folder, in plain JSON, because the SDK does not know `session/list`. */
    suspend fun list(folder: Path): List<String> {
        val answer = protocol.sendRequestRaw(
            MethodName("session/list"),
            buildJsonObject { put("cwd", folder.toString()) },
        )
        return answer.jsonObject.getValue("sessions").jsonArray.map {
            it.jsonObject.getValue("sessionId").jsonPrimitive.content
        }
    }

    /** Ends the agent by closing its input; fails if it stays or used stderr, or the SDK could not read it. */
    override fun close() {
        process.outputStream.close()
        val ended = process.waitFor(10, TimeUnit.SECONDS)
        val complaints = if (ended) process.errorReader().readText() else ""
        protocol.close()
        scope.cancel()
        process.destroyForcibly()
        assertTrue(ended, "the agent is still there")
        assertEquals("", complaints)
        assertEquals(emptySet<String>(), unread.toSet() - UNKNOWN_TO_THE_SDK)
    }

    private fun noteIfUnreadable(message: JsonRpcMessage) {
        if (message is JsonRpcNotification && message.method == AcpMethod.ClientMethods.SessionUpdate.methodName) {
            val params = message.params ?: JsonNull
            try {
                ACPJson.decodeFromJsonElement(SessionNotification.serializer(), params)
            } catch (_: SerializationException) {
                unread += params.jsonObject.getValue("update").jsonObject.getValue("sessionUpdate").jsonPrimitive.content
            }
        }
    }

    private inner class Operations : ClientSessionOperations {
        override suspend fun requestPermissions(
            toolCall: SessionUpdate.ToolCallUpdate,
            permissions: List<PermissionOption>,
            _meta: JsonElement?,
        ): RequestPermissionResponse {
            asked += toolCall
            val chosen = permissions.first { it.kind == answer }
            return RequestPermissionResponse(RequestPermissionOutcome.Selected(chosen.optionId))
        }

        override suspend fun notify(notification: SessionUpdate, _meta: JsonElement?) {
            updates += notification
        }

        override suspend fun fsReadTextFile(path: String, line: UInt?, limit: UInt?, _meta: JsonElement?) =
            ReadTextFileResponse(editor.read(path))

        override suspend fun fsWriteTextFile(
            path: String,
            content: String,
            _meta: JsonElement?,
        ): WriteTextFileResponse {
            editor.write(path, content)
            return WriteTextFileResponse()
        }

        override suspend fun terminalCreate(
            command: String,
            args: List<String>,
            cwd: String?,
            env: List<EnvVariable>,
            outputByteLimit: ULong?,
            _meta: JsonElement?,
        ) = CreateTerminalResponse(
            editor.run(command, args, checkNotNull(cwd), env.associate { it.name to it.value }),
        )

        override suspend fun terminalOutput(terminalId: String, _meta: JsonElement?): TerminalOutputResponse {
            val ended = editor.terminal(terminalId)
            return TerminalOutputResponse(ended.output, false, TerminalExitStatus(ended.exit.toUInt()))
        }

        override suspend fun terminalWaitForExit(terminalId: String, _meta: JsonElement?) =
            WaitForTerminalExitResponse(editor.terminal(terminalId).exit.toUInt())

        override suspend fun terminalRelease(terminalId: String, _meta: JsonElement?) = ReleaseTerminalResponse()

        override suspend fun terminalKill(terminalId: String, _meta: JsonElement?) = KillTerminalCommandResponse()
    }

    private companion object {
        /** Kinds of the stable protocol that the SDK's `SessionUpdate` lacks: it drops them with an error in its log. */
        val UNKNOWN_TO_THE_SDK = setOf("session_info_update", "usage_update", "config_option_update")
    }
}
