package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void warmUpEndsAtOneAndStaysThere() {
        assertThat(factors(Schedule.linearWarmUp(4), 6)).containsExactly(0.25, 0.5, 0.75, 1, 1, 1);
    }

    @Test
    void schedulesAreComposed() {
        Schedule composed = Schedule.linearWarmUp(2).thenFrom(2, Schedule.stepDecay(2, 0.5));
        assertThat(factors(composed, 6)).containsExactly(0.5, 1, 1, 1, 0.5, 0.5);
        assertThat(factors(composed.times(Schedule.exponential(0.5)), 3)).containsExactly(0.5, 0.5, 0.25);
        assertThat(factors(Schedule.constant(), 3)).containsExactly(1, 1, 1);
    }

    @Property
    void cosineFallsFromOneToTheFloor(
            @ForAll @LongRange(min = 1, max = 1000) long steps, @ForAll @DoubleRange(min = 0, max = 1) double floor) {
        Schedule cosine = Schedule.cosine(steps, floor);
        assertThat(cosine.factor(0)).isEqualTo(1);
        assertThat(LongStream.range(0, steps)).allMatch(step -> cosine.factor(step + 1) <= cosine.factor(step));
        assertThat(cosine.factor(steps)).isEqualTo(floor);
        assertThat(cosine.factor(steps + 1000)).isEqualTo(floor);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void numbersOfStepsMustBePositive(long bad) {
        assertThatThrownBy(() -> Schedule.cosine(bad, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Schedule.cosine: the number of steps must be positive, not " + bad);
        assertThatThrownBy(() -> Schedule.linearWarmUp(bad)).hasMessageContaining("linearWarmUp");
        assertThatThrownBy(() -> Schedule.stepDecay(bad, 0.5)).hasMessageContaining("stepDecay");
        assertThatThrownBy(() -> Schedule.constant().thenFrom(bad, Schedule.constant()))
                .hasMessageContaining("thenFrom");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void gammaMustNotGrowTheRate(double bad) {
        assertThatThrownBy(() -> Schedule.exponential(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Schedule.exponential: γ must be greater than 0 and at most 1, not " + bad);
        assertThatThrownBy(() -> Schedule.stepDecay(1, bad)).hasMessageContaining("stepDecay");
    }

    @Test
    void theFloorOfTheCosineIsAShare() {
        assertThatThrownBy(() -> Schedule.cosine(1, -0.1))
                .hasMessage("Schedule.cosine: the floor must be from 0 to 1, not -0.1");
        assertThatThrownBy(() -> Schedule.cosine(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aScheduleOfOnesOwnIsLookedAt(double bad) {
        Run run = Run.of(Graph.of(Parameter.of("w", Tensor.scalar(1)).square()));
        run.forward();
        run.backward();
        assertThatThrownBy(() -> GradientDescent.of(1).withSchedule(step -> bad).step(run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Schedule: the factor must be finite and not negative, but at step 0 it is " + bad);
    }

    private static double[] factors(Schedule schedule, int count) {
        return LongStream.range(0, count).mapToDouble(schedule::factor).toArray();
    }
}
