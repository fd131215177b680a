package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/** Fits end where NIST and SciPy say that they end. */
class CalibrationTest {
    static Stream<Arguments> certified() {
        return CalibrationProblem.read("nist-strd.txt").stream()
                .flatMap(problem -> IntStream.range(0, 2).mapToObj(start -> Arguments.of(problem.name(), problem, start)));
    }

    /** All digits that NIST certifies of the residuals, and ten of each parameter and its standard deviation. */
    @ParameterizedTest(name = "{0} from start {2}")
    @MethodSource("certified")
    void levenbergMarquardtReachesTheCertifiedDigits(String name, CalibrationProblem problem, int start) {
        List<Parameter> b = problem.parameters(start);
        Parameters parameters = Parameters.of(b);
        LevenbergMarquardt fit = LevenbergMarquardt.of(problem.residuals(b), parameters);
        double rss = 2 * fit.minimize(2000);
        double[] certified = problem.get("certified"), deviation = problem.get("deviation");
        System.out.println(name + " " + start + " " + rss + " " + problem.get("rss")[0] + " " + fit.isConverged());
        assertThat(rss).isCloseTo(problem.get("rss")[0], within(1e-10 * problem.get("rss")[0]));
        for (int i = 0; i < certified.length; i++) {
            assertThat(parameters.get(b.get(i)).item()).as("b%d", i + 1).isCloseTo(certified[i], within(1e-9 * Math.abs(certified[i])));
            assertThat(fit.standardErrors(b.get(i)).item()).as("error of b%d", i + 1)
                    .isCloseTo(deviation[i], within(1e-7 * deviation[i]));
        }
    }
}
