package dev.gradus.checker;

import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.FoundException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program at the other end of the pipe, which answers requests. If it does not, a {@link FoundException} says how.
 * The next request then starts it again, if it is this process that starts it.
 */
final class Program implements AutoCloseable {
    /** The versions of the protocol. From the second on, a program computes batches. */
    static final int[] VERSIONS = {1, 2};

    static final JsonMapper JSON = new JsonMapper();

    private static final int QUOTED = 40, CHUNK = 1 << 13;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final List<String> command;
    private final Duration timeout;
    private Optional<Process> process = Optional.empty();
    private Optional<Thread> errorReader = Optional.empty();
    private final Deque<String> errors = new ArrayDeque<>();
    private Lines lines;
    private int lastId;
    private int ignoredUpTo;
    private boolean isGone;
    private boolean isMute;
    private int losses;
    private boolean isSlow;
    private boolean isTrial;
    private boolean computesBatches;

    private Program(List<String> command, Duration timeout, Lines lines) {
        this.command = command;
        this.timeout = timeout;
        this.lines = lines;
    }

    /**
     * Starts a program.
     *
     * @throws IOException if it cannot be started
     */
    static Program start(List<String> command, Duration timeout) throws IOException {
        Process started = new ProcessBuilder(command).start();
        Program program = new Program(command, timeout, linesOf(started));
        program.watch(started);
        return program;
    }

    /** The program that started this process. */
    static Program onPipe(InputStream in, OutputStream out, Duration timeout) {
        return new Program(List.of(), timeout, new Lines(in, out));
    }

    private static Lines linesOf(Process started) {
        return new Lines(started.getInputStream(), started.getOutputStream());
    }

    private void watch(Process started) {
        process = Optional.of(started);
        synchronized (errors) {
            errors.clear();
        }
        errorReader = Optional.of(Lines.daemon(() -> keepErrors(started.getErrorStream())));
        errorReader.get().start();
    }

    /**
     * Waits until everything that the ended program wrote has been read, unless a program that it started lives on. What
     * has not been read when the process is stopped is lost.
     */
    private void awaitErrors() {
        try {
            if (errorReader.isPresent()) {
                errorReader.get().join(FAREWELL.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepErrors(InputStream in) {
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            char[] chunk = new char[CHUNK];
            StringBuilder line = new StringBuilder();
            for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n') {
                        keepError(line.toString());
                        line.setLength(0);
                    } else if (line.length() <= Wire.SHOWN) {
                        line.append(chunk[i]);
                    }
                }
            }
            if (!line.isEmpty()) {
                keepError(line.toString());
            }
        } catch (IOException closed) {
            // the program has ended
        }
    }

    private void keepError(String line) {
        synchronized (errors) {
            errors.add(Wire.shortened(line.stripTrailing()));
            if (errors.size() > QUOTED) {
                errors.remove();
            }
        }
    }

    /** Whether the program has ended or hung and cannot be started again, so that no request has an answer. */
    boolean isLost() {
        return isGone && command.isEmpty();
    }

    /** What the program says about its ops. */
    JsonNode describe() {
        return ask("describe", json -> {
            json.writeName("versions");
            json.writeArray(VERSIONS, 0, VERSIONS.length);
        });
    }

    /** Whether the program computes batches. */
    void computesBatches(boolean computes) {
        computesBatches = computes;
    }

    boolean computesBatches() {
        return computesBatches;
    }

    /** How many times it ended or did not answer in time. */
    int losses() {
        return losses;
    }

    /** Whether it did not answer in time. */
    boolean isSlow() {
        return isSlow;
    }

    /** Whether requests fail at once. */
    void mute(boolean mute) {
        isMute = mute;
    }

    /** The answer to a request. */
    JsonNode ask(String message, Consumer<JsonGenerator> fields) {
        return ask(message, List.of(fields)).get(0);
    }

    /** The answer to a request, or nothing if the program does not answer it as it should. It can be asked again. */
    synchronized Optional<JsonNode> tryToAsk(String message, Consumer<JsonGenerator> fields) {
        isTrial = true;
        try {
            return Optional.of(ask(message, fields));
        } catch (FoundException unanswered) {
            return Optional.empty();
        } finally {
            isTrial = false;
        }
    }

    /** The answers to requests that are sent before the first answer is read. */
    synchronized List<JsonNode> ask(String message, List<Consumer<JsonGenerator>> requests) {
        if (isLost() || isMute) {
            throw new FoundException(Finding.of("the program was gone before it was asked"));
        }
        restartIfGone();
        int first = lastId + 1;
        boolean hasReadAll = ignoredUpTo < lastId || lastId == 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Consumer<JsonGenerator> request : requests) {
            write(bytes, ++lastId, message, request);
        }
        lines.send(bytes.toByteArray(), hasReadAll);
        Map<Integer, JsonNode> answers = new HashMap<>();
        try {
            while (answers.size() < requests.size()) {
                JsonNode answer = next(message, first);
                answers.put(answer.path("id").asInt(-1), answer);
            }
        } catch (FoundException found) {
            ignoredUpTo = lastId;
            throw found;
        }
        List<JsonNode> inOrder = new ArrayList<>();
        for (int id = first; id <= lastId; id++) {
            inOrder.add(answers.get(id));
        }
        return inOrder;
    }

    private void restartIfGone() {
        if (isGone) {
            try {
                Process started = new ProcessBuilder(command).start();
                lines = linesOf(started);
                watch(started);
                isGone = false;
                lastId = 0;
                ignoredUpTo = 0;
                describe();
            } catch (IOException impossible) {
                throw new FoundException(Finding.of("the program cannot be started again")
                        .with("message", String.valueOf(impossible.getMessage())));
            }
        }
    }

    private static void write(ByteArrayOutputStream bytes, int id, String message, Consumer<JsonGenerator> fields) {
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("id", id);
            json.writeStringProperty("message", message);
            fields.accept(json);
            json.writeEndObject();
        }
        bytes.write('\n');
    }

    /** The next answer, whose id is from the first to the last of those asked for. */
    private JsonNode next(String message, int first) {
        while (true) {
            String line = lines.receive(timeout).orElseThrow(() -> lost(message));
            JsonNode answer = parsed(line, message);
            int id = answer.path("id").asInt(-1);
            if (first <= id && id <= lastId) {
                return answer;
            }
            if (id < 0 || id > ignoredUpTo) {
                throw bad(message, "has the id " + answer.path("id") + ", but the request had " + lastId, line);
            }
        }
    }

    private JsonNode parsed(String line, String message) {
        try {
            JsonNode answer = JSON.readTree(line);
            if (answer.isObject()) {
                return answer;
            }
        } catch (StreamConstraintsException beyond) {
            throw bad(message, "is beyond a limit of the checker's JSON: " + beyond.getOriginalMessage(), line);
        } catch (OutOfMemoryError large) {
            throw bad(message, "needs more memory than there is; allow more with -Xmx, or send arrays as base64", line);
        } catch (JacksonException | StackOverflowError malformed) {
            // reported below
        }
        throw bad(message, "is not a JSON object; does the program print to its standard output?", line);
    }

    /** Something is wrong with an answer. */
    static FoundException bad(String message, String what, Object answer) {
        return new FoundException(
                Finding.of("the answer to \"" + message + "\" " + what).with("answer", Wire.shortened(answer)));
    }

    private FoundException lost(String message) {
        boolean hasEnded = lines.hasEnded(), wasTooLong = lines.wasTooLong();
        isGone = hasEnded || !isTrial || process.isPresent();
        losses += isTrial ? 0 : 1;
        isSlow |= (!hasEnded || wasTooLong) && !isTrial;
        if (wasTooLong) {
            stop();
            return bad(message, "is a line of more than " + Lines.LONGEST + " bytes", "…");
        }
        Optional<Integer> exitCode = hasEnded ? exitCode() : Optional.empty();
        if (exitCode.isPresent()) {
            awaitErrors();
        }
        if (hasEnded || process.isPresent()) {
            stop();
        }
        String what = hasEnded
                ? "the program ended"
                        + exitCode.map(code -> " with exit code " + code).orElse("") + " instead of answering \""
                        + message + "\""
                : "the program did not answer \"" + message + "\" within " + timeout.toMillis() / 1000.0 + " s";
        Finding finding = Finding.of(what);
        String quoted = quoted();
        return new FoundException(quoted.isEmpty() ? finding : finding.with("stderr", quoted));
    }

    private Optional<Integer> exitCode() {
        try {
            return process.isPresent() && process.get().waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(process.get().exitValue())
                    : Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String quoted() {
        synchronized (errors) {
            return String.join("\n", errors);
        }
    }

    private void stop() {
        process.ifPresent(running -> {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        });
        lines.close();
    }

    /** Says goodbye, with a report for a program that started this process, even if one of its ops hangs. */
    void quit(Consumer<JsonGenerator> report) {
        if (!isGone) {
            try {
                ask("quit", report);
                lines.close();
                exitCode();
            } catch (FoundException rude) {
                // it ended in its own way
            }
        } else if (isLost() && !lines.hasEnded()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(bytes, ++lastId, "quit", report);
            lines.send(bytes.toByteArray(), false);
            lines.receive(FAREWELL.multipliedBy(5));
        }
    }

    @Override
    public void close() {
        stop();
    }
}
