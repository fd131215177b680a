package dev.gradus.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rapaio.jupyter.kernel.core.Transform;
import org.rapaio.jupyter.kernel.install.KernelJson;
import org.rapaio.org.zeromq.SocketType;
import org.rapaio.org.zeromq.ZContext;
import org.rapaio.org.zeromq.ZMQ;

/**
 * Kernels on a busy machine: ten that start at the same time, each with a question that waits for it, as Jupyter's do. With the
 * threads of rapaio-jupyter-kernel itself some of them never answer.
 */
@Tag("long")
class KernelStartTest {
    private static final int KERNELS = 10;
    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 20_000;
    private static final int PATIENCE_IN_MILLISECONDS = 180_000;

    @Test
    void tenKernelsThatStartAtOnceAllAnswer(@TempDir Path folder) throws IOException, InterruptedException {
        String[] command = Transform.fromJson(Files.readString(Installed.kernel(folder)), KernelJson.class)
                .argv();
        List<Process> processes = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try (ZContext context = new ZContext()) {
            List<ZMQ.Socket> questions = new ArrayList<>();
            for (int i = 0; i < KERNELS; i++) {
                int[] ports = freePorts(5);
                ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
                socket.setReceiveTimeOut(PATIENCE_IN_MILLISECONDS);
                socket.connect("tcp://127.0.0.1:" + ports[0]);
                ask(socket);
                questions.add(socket);
                command[command.length - 1] = connection(folder.resolve("connection-" + i + ".json"), ports);
                processes.add(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log-" + i).toFile())
                        .start());
            }
            for (int i = 0; i < KERNELS; i++) {
                String answer = answer(questions.get(i));
                answers.add(
                        answer.isEmpty()
                                ? "nothing; its log: " + Files.readString(folder.resolve("log-" + i))
                                : answer);
            }
        } finally {
            for (Process process : processes) {
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(answers).hasSize(KERNELS).allMatch(answer -> answer.contains("kernel_info_reply"));
    }

    /**
     * Ports that are free now. They lie below those that a system gives to clients, as otherwise a client could take one before
     * the kernel does.
     */
    private static int[] freePorts(int count) throws IOException {
        Random random = new Random();
        List<ServerSocket> sockets = new ArrayList<>();
        while (sockets.size() < count) {
            try {
                int port = FIRST_PORT + random.nextInt(PORTS);
                sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            } catch (BindException taken) {
                continue;
            }
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** A connection file without a key, so that messages need no signature. */
    private static String connection(Path file, int[] ports) throws IOException {
        return Files.writeString(file, """
                {"shell_port": %d, "control_port": %d, "stdin_port": %d, "hb_port": %d, "iopub_port": %d,
                 "transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": ""}
                """.formatted(ports[0], ports[1], ports[2], ports[3], ports[4]))
                .toString();
    }

    private static void ask(ZMQ.Socket socket) {
        socket.sendMore("<IDS|MSG>");
        socket.sendMore("");
        socket.sendMore("""
                {"msg_id": "1", "username": "test", "session": "1", "date": "2026-01-01T00:00:00.000Z",
                 "msg_type": "kernel_info_request", "version": "5.3"}
                """);
        socket.sendMore("{}");
        socket.sendMore("{}");
        socket.send("{}");
    }

    /** All frames of the first message, or nothing if none comes. */
    private static String answer(ZMQ.Socket socket) {
        StringBuilder frames = new StringBuilder();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                return "";
            }
            frames.append(new String(frame, StandardCharsets.UTF_8)).append('\n');
        } while (socket.hasReceiveMore());
        return frames.toString();
    }
}
