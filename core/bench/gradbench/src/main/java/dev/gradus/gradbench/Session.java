package dev.gradus.gradbench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Answers the messages of GradBench's protocol, version of 2026: {@code start}, {@code define}, {@code evaluate} and
 * {@code analysis}. Whatever goes wrong is answered with {@code "success": false} and the reason.
 */
final class Session {
    private final Map<String, Eval> evals;

    Session(Map<String, Eval> evals) {
        this.evals = evals;
    }

    /** The answer to a line, without a line break. */
    String answer(String line) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            JsonNode message = Json.read(line);
            if (message.has("id")) {
                answer.put("id", message.get("id"));
            }
            answer.putAll(answer(message));
            return Json.write(answer);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            answer.keySet().retainAll(Set.of("id"));
            answer.put("success", false);
            answer.put("error", reason(e));
            return Json.write(answer);
        }
    }

    private Map<String, ?> answer(JsonNode message) {
        return switch (Json.text(message, "kind")) {
            case "start" -> Map.of("tool", "gradus");
            case "define" -> {
                eval(message);
                yield Map.of("success", true);
            }
            case "evaluate" -> evaluate(message);
            default -> Map.of();
        };
    }

    private Map<String, ?> evaluate(JsonNode message) {
        Eval eval = eval(message);
        JsonNode input = message.path("input");
        Timings timings = new Timings(Repetitions.of(input));
        Object output = eval.evaluate(Json.text(message, "function"), input, timings);
        List<Timings.Timing> all = timings.all();
        return Map.of("success", true, "output", output, "timings", all);
    }

    private Eval eval(JsonNode message) {
        String module = Json.text(message, "module");
        Eval eval = evals.get(module);
        if (eval == null) {
            throw new IllegalArgumentException("there is no module " + module + "; there are " + evals.keySet());
        }
        return eval;
    }

    private static String reason(Throwable e) {
        if (e instanceof JacksonException json) {
            return Json.reason(json);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
