package dev.gradus.playground.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.json.Json;

/**
 * Firefox without a window, driven by WebDriver BiDi, which it speaks itself: Debian has no geckodriver, which Selenium
 * would need.
 */
public final class Firefox implements PageBrowser {
    private static final Pattern LISTENING = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");
    private static final Json JSON = new Json();

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Answers answers;
    private final AtomicLong asked = new AtomicLong();
    private final String context;

    private Firefox(Process process, Path profile, WebSocket socket, Answers answers) {
        this.process = process;
        this.profile = profile;
        this.socket = socket;
        this.answers = answers;
        ask("session.new", Map.of("capabilities", Map.of()));
        ask("session.subscribe", Map.of("events", List.of("log.entryAdded", "network.beforeRequestSent")));
        List<?> contexts = (List<?>) ask("browsingContext.getTree", Map.of()).get("contexts");
        this.context = String.valueOf(((Map<?, ?>) contexts.get(0)).get("context"));
    }

    /** Where it is installed. */
    static Optional<Path> program() {
        return Browsers.program("firefox-esr", "firefox");
    }

    static Firefox open() {
        try {
            Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "firefox")
                    .toAbsolutePath();
            Files.writeString(profile.resolve("user.js"), """
                    user_pref("ui.prefersReducedMotion", 1);
                    user_pref("app.update.enabled", false);
                    user_pref("browser.shell.checkDefaultBrowser", false);
                    user_pref("datareporting.policy.dataSubmissionEnabled", false);
                    user_pref("browser.startup.homepage_override.mstone", "ignore");
                    """);
            Process process = new ProcessBuilder(
                            program().orElseThrow().toString(),
                            "--headless",
                            "--no-remote",
                            "--profile",
                            profile.toString(),
                            "--remote-debugging-port",
                            "0")
                    .redirectErrorStream(true)
                    .start();
            Answers answers = new Answers();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofMinutes(1))
                    .buildAsync(URI.create(address(process) + "/session"), answers)
                    .join();
            return new Firefox(process, profile, socket, answers);
        } catch (IOException e) {
            throw new IllegalStateException("Firefox does not start", e);
        }
    }

    /** The address that it prints when it is ready. What it prints later is read too, so that it never waits. */
    private static String address(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread rest = new Thread(() -> readAll(out));
                rest.setDaemon(true);
                rest.start();
                return listening.group(1);
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("Firefox ended before it could be driven: " + said);
    }

    private static void readAll(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                // Nobody reads it.
            }
        } catch (IOException closed) {
            // Firefox has ended.
        }
    }

    private Map<?, ?> ask(String method, Map<String, ?> parameters) {
        long id = asked.incrementAndGet();
        CompletableFuture<Map<?, ?>> answer = answers.expect(id);
        socket.sendText(JSON.toJson(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        Map<?, ?> message =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (!"success".equals(message.get("type"))) {
            throw new IllegalStateException(method + ": " + message.get("message"));
        }
        return (Map<?, ?>) message.get("result");
    }

    @Override
    public Firefox size(int width, int height) {
        ask(
                "browsingContext.setViewport",
                Map.of("context", context, "viewport", Map.of("width", width, "height", height)));
        return this;
    }

    @Override
    public Firefox show(String address) {
        ask("browsingContext.navigate", Map.of("context", context, "url", address, "wait", "complete"));
        return this;
    }

    @Override
    public Object run(String script) {
        Map<?, ?> outcome = ask(
                "script.evaluate",
                Map.of(
                        "expression",
                        "(async () => JSON.stringify(await (async () => {" + script + "})()) ?? 'null')()",
                        "target",
                        Map.of("context", context),
                        "awaitPromise",
                        true));
        if (!"success".equals(outcome.get("type"))) {
            Map<?, ?> details = (Map<?, ?>) outcome.get("exceptionDetails");
            throw new IllegalStateException("The script threw " + details.get("text"));
        }
        return JSON.toType(String.valueOf(((Map<?, ?>) outcome.get("result")).get("value")), Object.class);
    }

    @Override
    public void press(CharSequence... keys) {
        List<Map<String, Object>> actions = new ArrayList<>();
        for (CharSequence text : keys) {
            text.codePoints().mapToObj(Character::toString).forEach(key -> {
                actions.add(Map.of("type", "keyDown", "value", key));
                actions.add(Map.of("type", "keyUp", "value", key));
            });
        }
        ask(
                "input.performActions",
                Map.of(
                        "context",
                        context,
                        "actions",
                        List.of(Map.of("type", "key", "id", "keyboard", "actions", actions))));
    }

    @Override
    public byte[] screenshot() {
        Object data = ask("browsingContext.captureScreenshot", Map.of("context", context))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    @Override
    public List<String> complaints() {
        return answers.complaints();
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(profile)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Firefox does not end", e);
        }
    }

    /** What comes back: answers by their numbers, and events. */
    private static final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final Map<Long, CompletableFuture<Map<?, ?>>> expected = new ConcurrentHashMap<>();
        private final List<String> complaints = new CopyOnWriteArrayList<>();

        CompletableFuture<Map<?, ?>> expect(long id) {
            CompletableFuture<Map<?, ?>> answer = new CompletableFuture<>();
            expected.put(id, answer);
            return answer;
        }

        List<String> complaints() {
            List<String> all = List.copyOf(complaints);
            complaints.clear();
            return all;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                Map<String, Object> message = JSON.toType(text.toString(), Json.MAP_TYPE);
                text.setLength(0);
                if (message.get("id") instanceof Number id) {
                    Optional.ofNullable(expected.remove(id.longValue())).ifPresent(answer -> answer.complete(message));
                } else {
                    event(message);
                }
            }
            from.request(1);
            return null;
        }

        private void event(Map<String, Object> message) {
            Map<?, ?> parameters = (Map<?, ?>) message.get("params");
            if ("log.entryAdded".equals(message.get("method"))) {
                complaints.add(parameters.get("level") + " " + parameters.get("text"));
            } else if ("network.beforeRequestSent".equals(message.get("method"))) {
                Object request = ((Map<?, ?>) parameters.get("request")).get("url");
                if (!String.valueOf(request).matches("(file|data|about|blob):.*")) {
                    complaints.add("asked for " + request);
                }
            }
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            expected.values().forEach(answer -> answer.completeExceptionally(error));
        }
    }
}
