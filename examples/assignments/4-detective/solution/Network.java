import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of the ops of {@code Ops}, and each op by itself. Nothing here is wrong.
 *
 * <p>Run the program to see which gradients your {@code Detective} finds wrong.
 */
final class Network {
    private final List<Parameter> parameters;
    private final Run run;

    private Network(Node J, Parameter... parameters) {
        this.parameters = List.of(parameters);
        run = Run.of(Graph.of(J));
    }

    /** Two layers; the first has gates. */
    static Network whole() {
        NumpyRandom random = NumpyRandom.seed(4);
        Node x = Constant.of(random.randn(8, 3)), y = Constant.of(random.randn(8, 2));
        Parameter w1 = Parameter.of("W1", random.randn(3, 4)), b1 = Parameter.of("b1", random.randn(1, 4));
        Parameter w2 = Parameter.of("W2", random.randn(3, 4)), b2 = Parameter.of("b2", random.randn(1, 4));
        Parameter w3 = Parameter.of("W3", random.randn(4, 2)), b3 = Parameter.of("b3", random.randn(1, 2));
        Node signal = new Ops.Softsign(new Ops.Centered(new Ops.Affine(x, w1, b1)));
        Node hidden = new Ops.Gated(signal, new Ops.Affine(x, w2, b2));
        return new Network(new Ops.Loss(new Ops.Affine(hidden, w3, b3), y), w1, b1, w2, b2, w3, b3);
    }

    /** For each op a network of this op only, whose operands are the parameters. */
    static Map<String, Network> ops() {
        NumpyRandom random = NumpyRandom.seed(5);
        Parameter a = Parameter.of("a", random.randn(5, 3)), b = Parameter.of("b", random.randn(5, 3));
        Parameter w = Parameter.of("w", random.randn(3, 2)), row = Parameter.of("row", random.randn(1, 2));
        Map<String, Network> ops = new LinkedHashMap<>();
        ops.put("Affine", new Network(weighed(new Ops.Affine(a, w, row), random), a, w, row));
        ops.put("Softsign", new Network(weighed(new Ops.Softsign(a), random), a));
        ops.put("Gated", new Network(weighed(new Ops.Gated(a, b), random), a, b));
        ops.put("Centered", new Network(weighed(new Ops.Centered(a), random), a));
        ops.put("Loss", new Network(new Ops.Loss(a, b), a, b));
        return ops;
    }

    /** The network of one op. */
    static Network op(String name) {
        return ops().get(name);
    }

    /** A sum with random weights, so that every element has an upstream gradient of its own. */
    private static Node weighed(Node result, NumpyRandom random) {
        return result.multiply(Constant.of(random.randn(5, result.shape().size(1)))).sum();
    }

    /** The parameters. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** The run, for those who want to train the network or to check it otherwise. */
    Run run() {
        return run;
    }

    /** The numbers of a parameter. */
    double[] numbers(Parameter parameter) {
        return run.parameters().get(parameter).toArray();
    }

    /** J, if the parameter has other numbers. */
    double loss(Parameter parameter, double[] numbers) {
        Tensor before = run.parameters().get(parameter);
        run.parameters().set(parameter, Tensor.of(parameter.shape(), numbers));
        double loss = run.forward();
        run.parameters().set(parameter, before);
        return loss;
    }

    /** The gradient of a parameter by the rules of the ops. */
    double[] gradient(Parameter parameter) {
        run.forward();
        run.backward();
        return run.gradient(parameter).toArray();
    }

    /** Prints whether the gradients are right, of the whole network and of each op by itself. */
    public static void main(String[] args) {
        print("the network", whole());
        ops().forEach(Network::print);
    }

    private static void print(String name, Network network) {
        for (Parameter parameter : network.parameters()) {
            double[] slopes = Detective.slopes(
                    numbers -> network.loss(parameter, numbers), network.numbers(parameter), 1e-4);
            boolean agree = Detective.agree(network.gradient(parameter), slopes);
            System.out.println(name + ": the gradient of " + parameter.label() + (agree ? " is right" : " is WRONG"));
        }
    }
}
