package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares values over the whole domain of each function with 32 digits computed by elementary_golden.py. */
class ElementaryGoldenTest {
    /** Bounds in units in the last place; 1 for all other functions. */
    private static final Map<String, Double> BOUNDS = Map.of(
            "lgamma",
            2.0,
            "digamma",
            2.0,
            "xlogy",
            2.0,
            "logaddexp",
            2.0,
            "zeta",
            6.0,
            "erfcx",
            4.0,
            "sinc",
            3.0,
            "lambertw",
            3.0,
            "logBeta",
            3.0);

    /**
     * {@link ElementaryAccuracyTest} compares these functions with series in DoubleDouble, {@link
     * dev.gradus.kernel.math.DistributionsGoldenTest} the density.
     */
    private static final Set<String> ELSEWHERE =
            Set.of("exp", "expm1", "log", "log1p", "tanh", "sigmoid", "softplus", "erf", "gammaDensity");

    @Test
    void everyFunctionIsWithinItsBound() throws IOException {
        Map<String, Double> worst = new TreeMap<>();
        Map<String, String> where = new TreeMap<>();
        for (String line : lines()) {
            String[] fields = line.split(" ", -1);
            double[] numbers = new double[fields.length - 1];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Double.longBitsToDouble(Long.parseUnsignedLong(fields[i + 1], 16));
            }
            double error = error(fields[0], numbers);
            if (!(error <= worst.getOrDefault(fields[0], -1.0))) {
                worst.put(fields[0], error);
                where.put(fields[0], line);
            }
        }
        assertThat(worst)
                .allSatisfy((function, error) -> assertThat(error)
                        .as(() -> "error of " + function + " in ulp: " + where.get(function))
                        .isLessThanOrEqualTo(BOUNDS.getOrDefault(function, 1.0)));
        Set<String> compared = new TreeSet<>(worst.keySet());
        compared.addAll(ELSEWHERE);
        assertThat(compared).isEqualTo(ElementaryValues.functions().keySet());
    }

    private static double error(String function, double... numbers) {
        int last = numbers.length - 1;
        double value = last == 2
                ? ElementaryValues.of(function, numbers[0])
                : ElementaryValues.of(function, numbers[0], numbers[1]);
        double high = numbers[last - 1];
        return value == high && Double.isInfinite(high) ? 0 : Math.abs((value - high) - numbers[last]) / Math.ulp(high);
    }

    private static Iterable<String> lines() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(ElementaryGoldenTest.class.getResourceAsStream("elementary-golden.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
