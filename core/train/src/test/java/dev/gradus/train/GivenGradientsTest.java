package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GivenGradientsTest {
    private final Parameter w = Parameter.of("w", Tensor.zeros(2, 2)), c = Parameter.of("c", Tensor.scalar(1));
    private final Parameters parameters = Parameters.of(List.of(w, c));
    private final GivenGradients given = GivenGradients.of(parameters, parameters.all());

    /** NaN, infinities and −0 too. */
    @Property
    void areTheGradientsBitForBit(@ForAll @Size(5) double[] numbers) {
        Run run = given.run(numbers);
        double[] read = new double[6];
        given.read(run, read);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(read[i]).isEqualTo(numbers[i]);
            assertThat(1 / read[i]).isEqualTo(1 / numbers[i]);
        }
    }

    @Test
    void anyOptimizerStepsWithThem() {
        Optimizer descent = GradientDescent.of(1);
        descent.step(given.run(new double[] {1, 2, 3, 4, 5}));
        assertThat(parameters.get(w)).isEqualTo(Tensor.of(new double[][] {{-1, -2}, {-3, -4}}));
        assertThat(parameters.get(c).item()).isEqualTo(-4);
        parameters.freeze(w);
        descent.step(given.run(new double[] {1, 2, 3, 4, 1}));
        assertThat(parameters.get(w)).isEqualTo(Tensor.of(new double[][] {{-1, -2}, {-3, -4}}));
        assertThat(parameters.get(c).item()).isEqualTo(-5);
    }

    @Test
    void wrongUseIsRefused() {
        assertThatThrownBy(() -> given.run(new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GivenGradients: the parameters have 5 numbers, but the array has only 4");
        assertThatThrownBy(() -> GivenGradients.of(parameters, List.of()))
                .hasMessage("GivenGradients: there are no parameters to change");
        Parameter other = Parameter.of("other", Tensor.zeros(Shape.of(3)));
        assertThatThrownBy(() -> GivenGradients.of(parameters, List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other (3)");
        Run without = Run.of(Graph.of(other.sum()));
        without.forward();
        without.backward();
        assertThatThrownBy(() -> given.read(without, new double[5])).isInstanceOf(IllegalArgumentException.class);
    }
}
