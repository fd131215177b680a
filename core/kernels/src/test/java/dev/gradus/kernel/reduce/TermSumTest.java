package dev.gradus.kernel.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.DocumentedSum;
import dev.gradus.kernel.KernelArbitraries;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits are those of the documented sum of the terms. */
class TermSumTest {

    @Property
    void sumsTermsInTheDocumentedOrder(@ForAll @IntRange(max = 40) int count, @ForAll long seed) {
        assertFollowsTheOrder(count, seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 4097, 8192, 8193, 12_289})
    void splitsLongRuns(int count) {
        assertFollowsTheOrder(count, count);
    }

    private static void assertFollowsTheOrder(int count, long seed) {
        double[] a = KernelArbitraries.unevenNumbers(count, seed);
        double[] b = KernelArbitraries.unevenNumbers(count, ~seed);
        TermSum.Term term = (x, y, i) -> x[i] * i - y[i];
        double[] terms =
                IntStream.range(0, count).mapToDouble(i -> term.at(a, b, i)).toArray();
        assertThat(TermSum.of(term, a, b, count)).isEqualTo(DocumentedSum.of(terms));
    }
}
