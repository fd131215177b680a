package dev.gradus.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Linear;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Messages are formatted only when something is wrong. The text of a node is as long as its formula, and formatting it for
 * each op would take longer than everything else.
 */
class NoTextWithoutFaultTest {
    private static final Constant TWO = Constant.of(Tensor.of(new double[] {0, 1}));

    /** An op that may be used anywhere as long as it is not printed. */
    private static final class Silent extends Op {
        Silent(List<Node> inputs) {
            super(inputs.get(0).shape(), inputs);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return inputs().stream()
                    .map(input -> input == input(0) ? upstream : undefined("it is not used"))
                    .toList();
        }

        @Override
        public Op withInputs(List<Node> inputs) {
            checkCount(inputs);
            return new Silent(inputs);
        }

        @Override
        public List<String> operands() {
            throw new AssertionError("the letters of operands are for messages and formulas");
        }

        @Override
        public Notation notation() {
            throw new AssertionError("nothing is wrong and nothing is printed");
        }
    }

    private static List<Node> nodes() {
        Parameter parameter = Parameter.of("x", Tensor.of(new double[][] {{0.1, 0.2}, {0.3, 0.4}}));
        Node x = new Silent(List.of(parameter));
        return List.of(
                x.slice(0, 0, 1),
                x.slice(new int[] {0, 1}, new int[] {2, 2}, new int[] {1, 1}),
                x.pad(1, 1, 2),
                x.flip(0),
                x.concat(0, x, x),
                x.stack(1, x),
                x.take(TWO, 0),
                x.scatterAdd(TWO, 0, 3),
                x.cumulativeSum(1),
                x.transpose(),
                x.transpose(1, 0),
                x.reshape(4),
                x.reshape(1, 2, 2)
                        .broadcastTo(
                                x.reshape(1, 2, 2).concat(0, x.reshape(1, 2, 2)).shape()),
                x.matMul(x),
                x.reshape(1, 2, 2).batchMatMul(x.reshape(1, 2, 2)),
                x.sum(),
                x.sum(0),
                x.sum(-1).keepDims(),
                x.mean(1),
                x.max(0),
                x.min(1),
                x.prod(0),
                x.logSumExp(1),
                x.argMax(1).multiply(x.sum(1)),
                x.add(x.sum(0)),
                x.subtract(x).multiply(x).divide(x).pow(2),
                x.maximum(x.minimum(0.5)),
                x.greater(0.2).where(x, x.square()),
                x.clip(0, 1).leakyRelu(0.1),
                x.stopGradient().add(x),
                Activations.softmax(x, 1),
                Linear.of("layer", Tensor.ones(2, 2)).apply(x),
                new MseLoss(x, x),
                new L1Loss(x, x),
                new HuberLoss(x, x, 1),
                new BinaryCrossEntropyLoss(x.sigmoid(), Constant.of(Tensor.ones(2, 2))),
                new CrossEntropyLoss(x, TWO),
                new Silent(List.of(x, x.square(), x.exp())));
    }

    @Test
    void noNodeIsPutIntoWords() {
        for (Node node : nodes()) {
            Graph graph = Graph.of(node.sum());
            Run run = Run.of(graph);
            run.forward();
            run.backward();
            assertThat(run.gradient(graph.parameters().get(0)).shape())
                    .isEqualTo(graph.parameters().get(0).shape());
        }
    }
}
