package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Records of any sizes come back with the same bits, and have the gradients of their parameters. */
class ModelRecordProperties {
    private record Layer(double[][] weights, double[] bias, double gain, int units) {}

    private record Model(Layer first, Layer[] layers, Tensor tensor, long seed) {}

    @Property
    void valuesComeBack(@ForAll long seed, @ForAll @IntRange(max = 3) int layers) {
        Model model = model(new Random(seed), layers);
        assertThat(numbers(Parameters.ofRecord(model).get(Model.class))).isEqualTo(numbers(model));
    }

    /** J = Σ sin(each number), whose gradient is known by name. */
    @Property(tries = 200)
    void gradientsAreThoseByName(@ForAll long seed, @ForAll @IntRange(max = 3) int layers) {
        Parameters parameters = Parameters.ofRecord(model(new Random(seed), layers));
        Node J = parameters.all().stream()
                .<Node>map(parameter -> parameter.sin().sum())
                .reduce(Node::add)
                .orElseThrow();
        Run run = Run.of(Graph.of(J), parameters);
        run.forward();
        run.backward();
        List<Double> byName = new ArrayList<>();
        for (Parameter parameter : parameters.all()) {
            Arrays.stream(run.gradient(parameter).toArray()).forEach(byName::add);
        }
        Model gradient = run.gradient(Model.class);
        assertThat(numbers(gradient)).isEqualTo(byName);
        assertThat(gradient.seed).isEqualTo(seed(parameters));
    }

    private static long seed(Parameters parameters) {
        return parameters.get(Model.class).seed;
    }

    private static Model model(Random random, int count) {
        Layer[] layers = new Layer[count];
        Arrays.setAll(layers, i -> layer(random));
        Shape shape = Shape.of(random.nextInt(3), 2, 1 + random.nextInt(2));
        return new Model(layer(random), layers, Tensor.generate(shape, i -> random.nextGaussian()), random.nextLong());
    }

    private static Layer layer(Random random) {
        int rows = random.nextInt(4);
        int columns = random.nextInt(4);
        double[][] weights = new double[rows][columns];
        for (double[] row : weights) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return new Layer(
                weights, random.doubles(columns).toArray(), Double.longBitsToDouble(random.nextLong()), rows * columns);
    }

    /** All numbers, in the order of the components. */
    private static List<Double> numbers(Model model) {
        List<Double> numbers = new ArrayList<>();
        add(model.first, numbers);
        for (Layer layer : model.layers) {
            add(layer, numbers);
        }
        Arrays.stream(model.tensor.toArray()).forEach(numbers::add);
        return numbers;
    }

    private static void add(Layer layer, List<Double> numbers) {
        Arrays.stream(layer.weights).flatMapToDouble(Arrays::stream).forEach(numbers::add);
        Arrays.stream(layer.bias).forEach(numbers::add);
        numbers.add(layer.gain);
    }
}
