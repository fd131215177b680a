package dev.gradus.gradbench;

import dev.gradus.gradbench.Problem.Results;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One of GradBench's evals: functions of one kind of input. Each is prepared for its input, then evaluated and timed, and
 * what it gave last becomes the output.
 */
final class Eval {
    private final Map<String, Call> functions = new LinkedHashMap<>();

    /** One function, from JSON to what is written as JSON. */
    private interface Call {
        Object on(JsonNode input, Timings timings);
    }

    /** A function whose result is the output, as it is or in another form, made by a step that is not timed. */
    record Prepared<R>(Supplier<R> evaluation, Function<R, ?> form) {
        static <R> Prepared<R> of(Supplier<R> evaluation) {
            return new Prepared<>(evaluation, result -> result);
        }

        /** The same for arrays, which are read after the last evaluation. */
        static Prepared<Results> of(Supplier<Results> evaluation, Function<double[][], ?> form) {
            return new Prepared<>(evaluation, results -> form.apply(results.read()));
        }

        Object evaluated(Timings timings) {
            return form.apply(timings.evaluate(evaluation));
        }
    }

    /**
     * Adds a function.
     *
     * @param input a record of the fields that it takes, or the type of a number
     * @param preparation builds and plans what the function computes for an input
     */
    <A> Eval function(String name, Class<A> input, Function<A, Prepared<?>> preparation) {
        functions.put(name, (json, timings) -> {
            A arguments = Json.as(input, json);
            return timings.prepare(() -> preparation.apply(arguments)).evaluated(timings);
        });
        return this;
    }

    /**
     * A function's output.
     *
     * @throws IllegalArgumentException if there is no such function, or the input is not one that it takes
     * @throws JacksonException if the input lacks a field, or has one of another type
     */
    Object evaluate(String function, JsonNode input, Timings timings) {
        Call call = functions.get(function);
        if (call == null) {
            throw new IllegalArgumentException(
                    "there is no function " + function + "; there are " + functions.keySet());
        }
        return call.on(input, timings);
    }
}
