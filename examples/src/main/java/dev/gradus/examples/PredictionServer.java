package dev.gradus.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gradus.csv.Encoder;
import dev.gradus.csv.Table;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.Model;
import dev.gradus.train.Predictor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Serves a saved model with an encoder over HTTP. {@code POST /predict} takes an array of objects, one per example, and
 * returns an array of outputs. {@code GET /health} and {@code GET /metrics}, in the text format of Prometheus, are for
 * operators.
 *
 * <p>No client can keep the server from answering others. What a request may take is limited: its size, its examples, and
 * its time from the first byte to the last one of the answer ({@link Limits}, {@link Requests}). When too many predictions
 * wait, further ones are refused with the status 429.
 */
public final class PredictionServer implements AutoCloseable {
    /**
     * What clients may ask for.
     *
     * @param bytes the largest size of a request
     * @param examples the largest number of examples in a request
     * @param requests how many requests are read, computed and answered at once
     * @param predictions how many of them are computed at once
     * @param waiting how many of them may wait to be computed
     * @param time what a request may take, including the time in which the client sends and receives
     */
    record Limits(int bytes, int examples, int requests, int predictions, int waiting, Duration time) {
        static Limits ofThisMachine() {
            int cores = Runtime.getRuntime().availableProcessors();
            return new Limits(1 << 20, 1000, 128, cores, 64, Duration.ofSeconds(10));
        }
    }

    private record Answer(int status, String text) {
        static Answer refusal(int status, String why) {
            return new Answer(status, Json.of(Map.of("error", why)));
        }
    }

    private final Limits limits;
    private final Predictor predictor;
    private final Encoder encoder;
    private final HttpServer server;
    private final Requests requests;
    private final Semaphore predictions;
    private final LongAdder answered = new LongAdder(), refused = new LongAdder(), failed = new LongAdder();
    private final LongAdder examples = new LongAdder(), nanoseconds = new LongAdder();

    /** Starts a server on this port of this machine; 0 means any free one. */
    PredictionServer(Model model, int port) throws IOException {
        this(model, port, Limits.ofThisMachine());
    }

    PredictionServer(Model model, int port, Limits limits) throws IOException {
        this.limits = limits;
        predictor = model.predictor();
        encoder = Encoder.ofJson(model.text("encoder"));
        predictions = new Semaphore(limits.predictions);
        requests = new Requests(limits.requests, limits.time);
        server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.createContext("/predict", exchange -> answer(exchange, "POST", "application/json"));
        server.createContext("/health", exchange -> answer(exchange, "GET", "text/plain"));
        server.createContext("/metrics", exchange -> answer(exchange, "GET", "text/plain; version=0.0.4"));
        server.setExecutor(requests);
        server.start();
    }

    /** Serves until the process ends: java … PredictionServer model.safetensors 8080. */
    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // otherwise small answers may wait 40 ms
        PredictionServer server = new PredictionServer(Model.load(Path.of(args[0])), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("http://localhost:" + server.port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, String method, String type) throws IOException {
        Answer answer;
        try {
            answer = exchange.getRequestMethod().equals(method) ? answer(exchange) : new Answer(405, "use " + method);
        } catch (IllegalArgumentException wrongInput) {
            answer = Answer.refusal(400, String.valueOf(wrongInput.getMessage()));
        } catch (RuntimeException fault) {
            answer = Answer.refusal(500, "internal error");
        }
        if (answer.status != 200) {
            (answer.status == 500 ? failed : refused).increment();
        }
        byte[] bytes = answer.text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (answer.status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(answer.status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        // A connection that is closed while the client still sends may lose the answer.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.close();
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        return switch (exchange.getHttpContext().getPath()) {
            case "/predict" -> predict(exchange.getRequestBody().readNBytes(limits.bytes + 1));
            case "/metrics" -> new Answer(200, metrics());
            default -> new Answer(200, "ok\n");
        };
    }

    /** Computes a request that has arrived completely, so no client can occupy a processor by being slow. */
    private Answer predict(byte[] request) {
        if (request.length > limits.bytes) {
            return Answer.refusal(413, "the request has more than " + limits.bytes + " bytes; send fewer examples");
        }
        if (!predictions.tryAcquire()) {
            if (predictions.getQueueLength() >= limits.waiting) {
                return Answer.refusal(429, "the server is busy; try again in a second");
            }
            predictions.acquireUninterruptibly();
        }
        try {
            return predict(rows(request));
        } finally {
            predictions.release();
        }
    }

    private Answer predict(List<?> rows) {
        if (rows.size() > limits.examples) {
            return Answer.refusal(
                    413, "the request has " + rows.size() + " examples; send at most " + limits.examples + " at once");
        }
        long start = System.nanoTime();
        Tensor yHat = predictor.predict(Batch.of(encoder.apply(table(rows))));
        answered.increment();
        examples.add(rows.size());
        nanoseconds.add(System.nanoTime() - start);
        return new Answer(
                200,
                Json.of(IntStream.range(0, rows.size())
                        .mapToObj(row -> yHat.rows(row).toArray())
                        .toList()));
    }

    private List<?> rows(byte[] request) {
        String json;
        try {
            json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("the request is not UTF-8", malformed);
        }
        if (Json.parse(json) instanceof List<?> rows && rows.stream().allMatch(Map.class::isInstance)) {
            return rows;
        }
        throw new IllegalArgumentException(
                "the request must be an array of objects with the members " + encoder.inputs());
    }

    private Table table(List<?> rows) {
        Table table = Table.of();
        for (String column : encoder.inputs()) {
            table = table.with(
                    column,
                    rows.stream().map(row -> field((Map<?, ?>) row, column)).toArray(String[]::new));
        }
        return table;
    }

    /** A number is the text that it has in JSON; a missing member and null are an empty field. */
    private static String field(Map<?, ?> row, String column) {
        Object value = row.get(column);
        if (value instanceof String text) {
            return text;
        } else if (value instanceof Double) {
            return Json.of(value);
        } else if (value == null || value.equals(Optional.empty())) {
            return "";
        }
        throw new IllegalArgumentException("the member " + column + " must be a number or a text");
    }

    private String metrics() {
        return """
                # TYPE gradus_requests_total counter
                gradus_requests_total{result="answered"} %d
                gradus_requests_total{result="refused"} %d
                gradus_requests_total{result="failed"} %d
                # TYPE gradus_examples_total counter
                gradus_examples_total %d
                # TYPE gradus_prediction_seconds summary
                gradus_prediction_seconds_sum %s
                gradus_prediction_seconds_count %d
                """.formatted(
                answered.sum(), refused.sum(), failed.sum(), examples.sum(), nanoseconds.sum() / 1e9, answered.sum());
    }

    /** Stops accepting requests and waits for those in progress. */
    @Override
    public void close() {
        requests.close();
        server.stop(0);
    }
}
