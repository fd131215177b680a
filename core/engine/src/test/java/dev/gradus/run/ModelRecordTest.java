package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record whose numbers are parameters. */
class ModelRecordTest {
    private record Line(double slope, double intercept) {}

    private enum Activation {
        TANH
    }

    private record Layer(double[][] weights, double[] bias) {}

    private record Model(
            Layer[] layers, Tensor scale, Activation activation, int[] sizes, boolean isDeep, String name) {}

    private static final Model MODEL = new Model(
            new Layer[] {
                new Layer(new double[][] {{1, 2}, {3, 4}}, new double[] {5, 6}),
                new Layer(new double[][] {{7}, {8}}, new double[] {9})
            },
            Tensor.ones(1, 1).named("", "n_out"),
            Activation.TANH,
            new int[] {2, 2, 1},
            true,
            "small");

    @Test
    void eachComponentWithNumbersIsAParameter() {
        Parameters parameters = Parameters.ofRecord(MODEL);
        assertThat(parameters.all())
                .extracting(Parameter::describe)
                .containsExactly(
                        "layers.0.weights (2, 2)",
                        "layers.0.bias (2)",
                        "layers.1.weights (2, 1)",
                        "layers.1.bias (1)",
                        "scale (1, n_out=1)");
        assertThat(parameters.get(parameters.parameter("layers.0.weights"))).isEqualTo(Tensor.of(new double[][] {
            {1, 2}, {3, 4}
        }));
    }

    @Test
    void otherComponentsComeBackUnchanged() {
        Parameters parameters = Parameters.ofRecord(MODEL);
        parameters.set(parameters.parameter("layers.1.bias"), Tensor.of(-1.0));
        Model trained = parameters.get(Model.class);
        assertThat(trained.layers[1].bias).containsExactly(-1);
        assertThat(trained.layers[0].weights).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(trained.scale).isEqualTo(Tensor.ones(1, 1).named("", "n_out"));
        assertThat(trained.sizes).containsExactly(2, 2, 1);
        assertThat(trained)
                .extracting(Model::activation, Model::isDeep, Model::name)
                .containsExactly(Activation.TANH, true, "small");
        assertThat(MODEL.layers[1].bias).containsExactly(9);
    }

    /** The example of {@link Parameters}, by hand: ∂J/∂slope = mean((ŷ − y) x), ∂J/∂intercept = mean(ŷ − y). */
    @Test
    void gradientIsARecord() {
        Input x = Input.of("x", 2);
        Input y = Input.of("y", 2);
        Parameters parameters = Parameters.ofRecord(new Line(1, 0));
        Node yHat = x.multiply(parameters.parameter("slope")).add(parameters.parameter("intercept"));
        Run run = Run.of(Graph.of(new MseLoss(yHat, y)), parameters)
                .feed(x, new double[] {1, 2})
                .feed(y, new double[] {3, 5});
        run.forward();
        run.backward();
        assertThat(run.gradient(Line.class)).isEqualTo(new Line(-4, -2.5));
        run.update(parameters.parameter("slope"), (value, gradient) -> value[0] -= 0.25 * gradient[0]);
        assertThat(parameters.get(Line.class)).isEqualTo(new Line(2, 0));
        assertThat(parameters.snapshot().get(Line.class)).isEqualTo(new Line(2, 0));
    }

    @Test
    void gradientOfWhatTheGraphDoesNotContainIsZero() {
        Parameters parameters = Parameters.ofRecord(new Line(3, 4));
        Run run = Run.of(Graph.of(parameters.parameter("slope").square()), parameters);
        run.forward();
        run.backward();
        assertThat(run.gradient(Line.class)).isEqualTo(new Line(6, 0));
    }

    @Test
    void gradientNeedsABackwardPass() {
        Parameters parameters = Parameters.ofRecord(new Line(3, 4));
        Run run = Run.of(Graph.of(parameters.parameter("slope").square()), parameters);
        run.forward();
        assertThatThrownBy(() -> run.gradient(Line.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call forward() and then backward()");
    }

    @Test
    void filesHaveTheNamesOfComponents(@TempDir Path folder) throws IOException {
        for (String name : List.of("model.npz", "model.safetensors")) {
            Path file = folder.resolve(name);
            Parameters.ofRecord(MODEL).save(file);
            Parameters loaded = Parameters.ofRecord(MODEL);
            loaded.set(loaded.parameter("layers.0.bias"), Tensor.zeros(2));
            loaded.load(file);
            assertThat(loaded.get(Model.class).layers[0].bias).containsExactly(5, 6);
        }
    }

    @Test
    void namesThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> Parameters.ofRecord(new Line(1, 0)).parameter("slop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameters: none is named 'slop'; there are slope, intercept");
        Parameters twins =
                Parameters.of(List.of(Parameter.of("w", Tensor.zeros(1)), Parameter.of("w", Tensor.zeros(2))));
        assertThatThrownBy(() -> twins.parameter("w")).hasMessage("Parameters: 2 are named 'w'; there are w, w");
    }

    @Test
    void otherRecordsAreRefused() {
        assertThatThrownBy(() -> Parameters.ofRecord(new Line(1, 0)).get(Layer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameters.get: the parameters were made of a Line, not of a Layer");
        Run run = Run.of(Graph.of(Parameters.ofRecord(new Line(1, 0)).parameter("slope")));
        assertThatThrownBy(() -> run.gradient(Line.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Run.gradient: the parameters were not made of a Line; create them by"
                        + " Parameters.ofRecord, and share them with the run by Run.of(graph, parameters)");
    }

    private record Listed(double a, List<Double> b) {}

    private record Single(float a, double b) {}

    private record Counts(int n) {}

    private record Positive(double sigma) {
        private Positive {
            if (sigma <= 0) {
                throw new IllegalArgumentException("sigma must be positive");
            }
        }
    }

    @Test
    @SuppressWarnings("NullAway") // a component that is null is the point
    void componentsWithoutADerivativeAreRefusedByName() {
        assertThatThrownBy(() -> Parameters.ofRecord(new Listed(1, List.of(2.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Parameters.ofRecord: the component b is a List")
                .hasMessageEndingWith(
                        "; use double, double[], double[][], Tensor, a record or an array of these, or keep"
                                + " it outside the record");
        assertThatThrownBy(() -> Parameters.ofRecord(new Single(1, 2)))
                .hasMessageStartingWith("Parameters.ofRecord: the component a is a Float; use double");
        assertThatThrownBy(() -> Parameters.ofRecord(new Counts(3)))
                .hasMessage("Parameters.ofRecord: a Counts has no component of the type double, double[], double[][] or"
                        + " Tensor, so there is nothing to train");
        assertThatThrownBy(() -> Parameters.ofRecord(new Layer(new double[0][], null)))
                .hasMessage("Parameters.ofRecord: the component bias is null; give it a value");
        assertThatThrownBy(() -> Parameters.ofRecord(new Layer(new double[][] {{1}, null}, new double[0])))
                .hasMessage("Parameters.ofRecord: the component weights.1 is null; give it a value");
        assertThatThrownBy(() -> Parameters.ofRecord(new Layer(new double[][] {{1}, {2, 3}}, new double[0])))
                .hasMessage("Parameters.ofRecord: the component weights is no matrix: the rows of a tensor must have"
                        + " equal lengths, but row 1 has 2 values and row 0 has 1; use a double[] for each row");
    }

    @Test
    void constructorThatChecksItsNumbersIsNamed() {
        Parameters parameters = Parameters.ofRecord(new Positive(1));
        Run run = Run.of(Graph.of(parameters.parameter("sigma").negate()), parameters);
        run.forward();
        run.backward();
        assertThatThrownBy(() -> run.gradient(Positive.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The constructor of " + Positive.class.getName()
                        + " throws java.lang.IllegalArgumentException: sigma must be positive. Gradients and trained"
                        + " values may be any numbers, so check numbers outside the constructor.");
    }
}
