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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Serves a saved model with an encoder over HTTP. {@code POST /predict} takes an array of objects, one per example, and
 * returns an array of outputs. {@code GET /health} and {@code GET /metrics}, in the text format of Prometheus, are for
 * operators.
 */
public final class PredictionServer implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;
    private static final int SECONDS_TO_FINISH = 5;

    private final Predictor predictor;
    private final Encoder encoder;
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final LongAdder answered = new LongAdder(), refused = new LongAdder(), failed = new LongAdder();
    private final LongAdder examples = new LongAdder(), nanoseconds = new LongAdder();

    /** Starts a server on this port of this machine; 0 means any free one. */
    PredictionServer(Model model, int port) throws IOException {
        predictor = model.predictor();
        encoder = Encoder.ofJson(model.text("encoder"));
        server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.createContext("/predict", exchange -> answer(exchange, "POST", "application/json"));
        server.createContext("/health", exchange -> answer(exchange, "GET", "text/plain"));
        server.createContext("/metrics", exchange -> answer(exchange, "GET", "text/plain; version=0.0.4"));
        server.setExecutor(threads);
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
        int status = 200;
        String text;
        try {
            text = exchange.getRequestMethod().equals(method) ? text(exchange) : "use " + method;
            status = exchange.getRequestMethod().equals(method) ? status : 405;
        } catch (IllegalArgumentException wrongInput) {
            status = 400;
            text = Json.of(Map.of("error", String.valueOf(wrongInput.getMessage())));
            refused.increment();
        } catch (RuntimeException fault) {
            status = 500;
            text = Json.of(Map.of("error", "internal error"));
            failed.increment();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String text(HttpExchange exchange) throws IOException {
        return switch (exchange.getHttpContext().getPath()) {
            case "/predict" -> predict(exchange.getRequestBody().readNBytes(MOST_BYTES + 1));
            case "/metrics" -> metrics();
            default -> "ok\n";
        };
    }

    private String predict(byte[] request) {
        long start = System.nanoTime();
        if (request.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "the request has more than " + MOST_BYTES + " bytes; send fewer examples");
        }
        Tensor yHat = predictor.predict(Batch.of(encoder.apply(table(new String(request, StandardCharsets.UTF_8)))));
        int rows = yHat.shape().size(0);
        answered.increment();
        examples.add(rows);
        nanoseconds.add(System.nanoTime() - start);
        return Json.of(IntStream.range(0, rows)
                .mapToObj(row -> yHat.rows(row).toArray())
                .toList());
    }

    private Table table(String json) {
        if (!(Json.parse(json) instanceof List<?> rows) || !rows.stream().allMatch(Map.class::isInstance)) {
            throw new IllegalArgumentException(
                    "the request must be an array of objects with the members " + encoder.inputs());
        }
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
        server.stop(SECONDS_TO_FINISH);
        threads.shutdown();
        try {
            threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
