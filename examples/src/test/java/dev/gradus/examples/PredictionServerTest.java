package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.csv.Encoder;
import dev.gradus.csv.Features;
import dev.gradus.csv.Imputer;
import dev.gradus.csv.Table;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Model;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a file to answers over HTTP. */
class PredictionServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Table students = Table.of().with("gre", 620, 700, 480).with("city", "Bonn", "Köln", "Bonn");
    private final Encoder encoder = Features.of()
            .standardized("gre")
            .oneHot("city")
            .impute(Imputer.mean(), "gre")
            .fit(students);
    private final Parameter w = Parameter.of("W", Tensor.of(new double[][] {{0.5}, {-1}, {2}}));
    private PredictionServer server;
    private Model model;

    private BatchGraph model(int n) {
        Input x = Input.of("x", n, 3);
        Node yHat = x.matMul(w).sigmoid();
        return BatchGraph.of(yHat, x);
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Model.of(BatchRuns.of(this::model)).with("encoder", encoder.toJson()).save(file);
        model = Model.load(file);
        server = new PredictionServer(model, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String path, HttpRequest.Builder request) {
        URI uri = URI.create("http://localhost:" + server.port() + path);
        try {
            return client.send(request.uri(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> post(String json) {
        return send("/predict", HttpRequest.newBuilder().POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> get(String path) {
        return send(path, HttpRequest.newBuilder().GET());
    }

    @Test
    void answersWithTheModelsBits() {
        Tensor expected = model.predictor().predict(Batch.of(encoder.apply(students)));
        HttpResponse<String> response = post("""
                [{"gre": 620, "city": "Bonn"}, {"city": "Köln", "gre": 700.0}, {"gre": "480", "city": "Bonn"}]""");
        assertThat(response.statusCode()).isEqualTo(200);
        List<List<Double>> rows = IntStream.range(0, 3)
                .mapToObj(i -> List.of(expected.toArray()[i]))
                .toList();
        assertThat(Json.parse(response.body())).isEqualTo(rows);
    }

    @Test
    void aMissingNumberIsImputed() {
        assertThat(post("[{\"city\": \"Bonn\"}]").body())
                .isEqualTo(post("[{\"gre\": 600, \"city\": \"Bonn\"}]").body());
    }

    @Test
    void wrongInputGetsTheReason() {
        assertThat(post("[{").statusCode()).isEqualTo(400);
        assertThat(post("[{").body()).contains("JSON: expected");
        assertThat(post("{}").body()).contains("must be an array of objects with the members [gre, city]");
        assertThat(post("[]").statusCode()).isEqualTo(400);
        assertThat(post("[{\"gre\": 1, \"city\": \"Rom\"}]").body())
                .contains("Rom")
                .contains("Bonn");
        assertThat(post("[{\"gre\": \"many\", \"city\": \"Bonn\"}]").body())
                .contains("many")
                .contains("gre");
        assertThat(post("[{\"gre\": [1], \"city\": \"Bonn\"}]").body()).contains("gre must be a number or a text");
        byte[] latin = "[{\"gre\": 1, \"city\": \"Köln\"}]".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(send("/predict", HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(latin))))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("{\"error\":\"the request is not UTF-8\"}"));
        assertThat(get("/predict").statusCode()).isEqualTo(405);
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    private static final Duration LONG = Duration.ofDays(1);

    /** Instead of the server with the usual limits. */
    private void startWith(PredictionServer.Limits limits) throws IOException {
        server.close();
        server = new PredictionServer(model, 0, limits);
    }

    /** A connection over which the client has sent the beginning of a request. */
    private Socket half(String beginning) throws IOException {
        Socket socket = new Socket("localhost", server.port());
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Waits until the server has closed the connection without an answer. */
    private static void awaitEnd(Socket socket) {
        try (socket) {
            assertThat(socket.getInputStream().read()).isNegative();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /pred",
                "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Le",
                "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n[{",
                "GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n[{"
            })
    void clientsThatSendHalfARequestDoNotBlockOthers(String half) throws IOException {
        startWith(new PredictionServer.Limits(1 << 20, 1000, 16, 1, 4, LONG));
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            slow.add(half(half));
        }
        assertThat(get("/health").body()).isEqualTo("ok\n");
        assertThat(post("[{\"gre\": 1, \"city\": \"Bonn\"}]").statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            socket.close();
        }
    }

    /** There is a thread for the newest request, however many clients are slow. */
    @Test
    void theOldestOfTooManyRequestsEnds() throws IOException {
        startWith(new PredictionServer.Limits(1 << 20, 1000, 1, 1, 4, LONG));
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Socket slow = half("POST /predict");
            // Each waits in its own thread: the common pool may have only one, and either request may be the older one.
            ends.add(CompletableFuture.runAsync(() -> awaitEnd(slow), wait -> new Thread(wait).start()));
        }
        CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
        assertThat(get("/health").body()).isEqualTo("ok\n");
        ends.forEach(CompletableFuture::join);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /pred", "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n[{"})
    void aRequestThatTakesTooLongEnds(String half) throws IOException {
        startWith(new PredictionServer.Limits(1 << 20, 1000, 4, 1, 4, Duration.ofMillis(20)));
        awaitEnd(half(half));
    }

    /** The client gets the answer even if it sends far more than the server reads at once. */
    @ParameterizedTest
    @ValueSource(ints = {101, 1 << 22})
    void aRequestOfTooManyBytesIsRefused(int bytes) throws IOException {
        startWith(new PredictionServer.Limits(100, 1000, 4, 1, 4, LONG));
        HttpResponse<String> answer = post(" ".repeat(bytes));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the request has more than 100 bytes; send fewer examples\"}");
    }

    @Test
    void aRequestOfTooManyExamplesIsRefused() {
        String example = "{\"gre\": 620, \"city\": \"Bonn\"}";
        assertThat(post("[" + String.join(",", Collections.nCopies(1000, example)) + "]")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = post("[" + String.join(",", Collections.nCopies(20_000, example)) + "]");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"the request has 20000 examples; send at most 1000 at once\"}");
    }

    @Test
    void aBusyServerSaysSo() throws IOException {
        startWith(new PredictionServer.Limits(1 << 20, 1000, 4, 0, 0, LONG));
        HttpResponse<String> answer = post("[{\"gre\": 1, \"city\": \"Bonn\"}]");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).isEqualTo("{\"error\":\"the server is busy; try again in a second\"}");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("gradus_requests_total{result=\"refused\"} 1\n");
    }

    @Test
    void operatorsSeeHealthAndMetrics() {
        post("[{\"gre\": 1, \"city\": \"Bonn\"}, {\"gre\": 2, \"city\": \"Köln\"}]");
        post("oh");
        assertThat(get("/health").body()).isEqualTo("ok\n");
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4");
        assertThat(metrics.body())
                .contains("gradus_requests_total{result=\"answered\"} 1\n")
                .contains("gradus_requests_total{result=\"refused\"} 1\n")
                .contains("gradus_requests_total{result=\"failed\"} 0\n")
                .contains("gradus_examples_total 2\n")
                .containsPattern("gradus_prediction_seconds_sum [0-9.E-]+\n")
                .contains("gradus_prediction_seconds_count 1\n");
    }

    @Test
    void manyThreadsGetTheSameAnswer() {
        String one = "[{\"gre\": 555, \"city\": \"Köln\"}]",
                expected = post(one).body();
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 50)
                .mapToObj(i -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/predict"))
                                .POST(BodyPublishers.ofString(one))
                                .build(),
                        BodyHandlers.ofString()))
                .toList();
        assertThat(all).allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo(expected));
    }
}
