package dev.gradus.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Compares values over the whole domains with 17 digits computed by distributions_golden.py. */
class DistributionsGoldenTest {
    private record Function(double greatestError, ToDoubleFunction<double[]> of) {}

    private static final Map<String, Function> FUNCTIONS = Map.of(
            "gammaDensity", new Function(1e-15, x -> Elementary.gammaDensity(x[0], x[1])),
            "betaDensity", new Function(5e-15, x -> Elementary.betaDensity(x[0], x[1], x[2])),
            "gammaP", new Function(2e-14, x -> Elementary.incompleteGamma(false, x[0], x[1])),
            "gammaQ", new Function(2e-14, x -> Elementary.incompleteGamma(true, x[0], x[1])),
            "betaP", new Function(1e-13, x -> Elementary.incompleteBeta(x[0], x[1], x[2])),
            "sinc", new Function(1e-12, x -> Elementary.sinc((int) x[0], x[1])),
            "polygamma", new Function(1e-13, x -> Elementary.polygamma((int) x[0], x[1])),
            "zeta", new Function(1e-15, x -> Elementary.zeta(x[0], x[1])),
            "zetaSlope", new Function(1e-15, x -> Elementary.zeta(1, x[0], x[1])));

    @Test
    void everyFunctionIsWithinItsRelativeError() throws IOException {
        Map<String, Double> worst = new TreeMap<>();
        Map<String, String> where = new TreeMap<>();
        for (String line : lines()) {
            String[] fields = line.split(" ", -1);
            double[] numbers = Arrays.stream(fields)
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double error = error(Objects.requireNonNull(FUNCTIONS.get(fields[0])), numbers);
            if (!(error <= worst.getOrDefault(fields[0], -1.0))) {
                worst.put(fields[0], error);
                where.put(fields[0], line);
            }
        }
        assertThat(worst.keySet()).isEqualTo(FUNCTIONS.keySet());
        assertThat(worst)
                .allSatisfy((name, error) -> assertThat(error)
                        .as(() -> "relative error of " + where.get(name))
                        .isLessThanOrEqualTo(
                                Objects.requireNonNull(FUNCTIONS.get(name)).greatestError()));
    }

    private static double error(Function function, double... numbers) {
        double expected = numbers[numbers.length - 1];
        return Math.abs(function.of().applyAsDouble(numbers) - expected) / Math.abs(expected);
    }

    private static Iterable<String> lines() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(DistributionsGoldenTest.class.getResourceAsStream("distributions-golden.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
