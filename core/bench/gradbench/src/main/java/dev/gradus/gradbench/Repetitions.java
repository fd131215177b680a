package dev.gradus.gradbench;

import tools.jackson.databind.JsonNode;

/**
 * How often a function is evaluated: at least this many times, and for at least this many seconds. Inputs without these
 * fields, as hello's, are evaluated once.
 */
record Repetitions(int runs, double seconds) {
    static Repetitions of(JsonNode input) {
        JsonNode runs = input.path("min_runs");
        JsonNode seconds = input.path("min_seconds");
        if (!runs.isMissingNode() && !runs.isInt() || !seconds.isMissingNode() && !seconds.isNumber()) {
            throw new IllegalArgumentException(
                    "min_runs is " + runs + " and min_seconds " + seconds + "; they are an integer and a number");
        }
        return new Repetitions(runs.asInt(1), seconds.asDouble(0));
    }

    boolean suffice(int run, double elapsed) {
        return run >= Math.max(1, runs) && elapsed >= seconds;
    }
}
