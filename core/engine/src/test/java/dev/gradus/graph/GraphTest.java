package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
    private final Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
    private final Parameter W = Parameter.of("W", Tensor.zeros(2, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
    private final Node z = x.matMul(W).add(b).named("z");

    @Test
    void knowsItsInputsParametersAndOutputs() {
        Node J = new MseLoss(z, y);
        Graph graph = Graph.of(J, z);
        assertThat(graph.outputs()).containsExactly(J, z);
        assertThat(graph.inputs()).containsExactly(x, y);
        assertThat(graph.parameters()).containsExactly(W, b);
        assertThat(graph.nodes()).containsExactly(x, W, z.inputs().get(0), b, z, y, J);
    }

    @Test
    void isAsTheOutputsWereWhenItWasMade() {
        List<Node> outputs = new ArrayList<>(List.of(z));
        Graph graph = Graph.of(outputs);
        outputs.add(x);
        assertThat(graph.outputs()).containsExactly(z);
        assertThatThrownBy(() -> graph.outputs().add(x)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> graph.nodes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> graph.inputs().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> graph.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void needsAnOutput() {
        assertThatThrownBy(Graph::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A graph needs at least one output, such as the loss");
    }

    @Test
    void twoNodesOfOneNameAreRefused() {
        Input other = Input.of("x", 4, 1);
        assertThatThrownBy(() -> Graph.of(z.add(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Graph: two nodes are named 'x': x (4, 2) and x (4, 1); give one of them another name");
        Node second = z.negate().named("b");
        assertThatThrownBy(() -> Graph.of(second))
                .hasMessage("Graph: two nodes are named 'b': b (1, 1) and b:(4, 1) = −z;"
                        + " give one of them another name");
    }

    @Test
    void twoGraphsMayShareNamesAndNodes() {
        Input x40 = Input.of("x", 40, 2);
        Node z40 = x40.matMul(W).add(b).named("z");
        assertThat(Graph.of(z40).parameters()).isEqualTo(Graph.of(z).parameters());
    }

    @Test
    void printsOneEquationPerLine() {
        Node yHat = z.sigmoid().named("ŷ");
        assertThat(Graph.of(new MseLoss(yHat, y).named("J"))).hasToString("""
                x:(4, 2) input
                W:(2, 1) parameter
                b:(1, 1) parameter
                z:(4, 1) = x @ W + b
                ŷ:(4, 1) = σ(z)
                y:(4, 1) input
                J:() = MseLoss(ŷ, y)""");
    }

    @Test
    void printsDisplayNames() {
        Input named = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        assertThat(Graph.of(named.matMul(W).named("z"))).hasToString("""
                x:(n_batch=4, n_in=2) input
                W:(2, 1) parameter
                z:(n_batch=4, 1) = x @ W""");
    }

    @Test
    void unnamedNodesThatSeveralUseGetANameOfTheirOwn() {
        Node shared = x.exp();
        assertThat(Graph.of(shared.add(shared.negate()).named("v1").add(shared)))
                .hasToString("""
                x:(4, 2) input
                v2:(4, 2) = exp(x)
                v1:(4, 2) = v2 + −v2
                v3:(4, 2) = v1 + v2""");
    }

    @Test
    void unnamedOutputsGetANameOfTheirOwn() {
        Node sum = x.sum();
        assertThat(Graph.of(sum, sum.exp())).hasToString("""
                x:(4, 2) input
                v1:() = sum(x)
                v2:() = exp(v1)""");
    }

    @Test
    void longFormulasStartALineOfTheirOwn() {
        Node sum = x;
        for (int i = 0; i < 20; i++) {
            sum = sum.add(i);
        }
        assertThat(Graph.of(sum.named("total")).toString().lines()).hasSize(3).allMatch(line -> line.length() < 80);
    }

    /** A formula of 60 characters is written within the line that uses it, one of 61 is not. */
    @Test
    void theLongestFormulaWithinALine() {
        Input fits = Input.of("a".repeat(27)), surplus = Input.of("b".repeat(28)), other = Input.of("c".repeat(30));
        assertThat(fits.add(other).expression()).hasSize(60);
        assertThat(Graph.of(fits.add(other).sum().named("J")).toString().lines())
                .hasSize(3);
        assertThat(Graph.of(surplus.add(other).sum().named("J")).toString().lines())
                .hasSize(4);
    }

    @Test
    void constantsStandWhereTheyAreUsedUnlessTheyAreNamed() {
        Node pi = Constant.of("π", Tensor.scalar(3.14));
        Node table = Constant.of(Tensor.zeros(4, 2));
        assertThat(Graph.of(x.multiply(pi).add(table).subtract(-1).named("u"))).hasToString("""
                x:(4, 2) input
                π:() constant
                u:(4, 2) = x ∗ π + constant(4, 2) − −1""");
    }

    @Test
    void negativeConstantsStandInParenthesesWhereNamesWouldNot() {
        assertThat(Graph.of(Constant.of(-2).transpose().named("t"))).hasToString("t:() = (−2)ᵀ");
        assertThat(Graph.of(Constant.of(2).transpose().named("t"))).hasToString("t:() = 2ᵀ");
    }

    @Test
    void leavesMayBeOutputs() {
        assertThat(Graph.of(x)).hasToString("x:(4, 2) input");
        assertThat(Graph.of(Constant.of(2))).hasToString("v1:() = 2");
        assertThat(Graph.of(Gradients.of(x.sum()).wrt(x), x.negate())).hasToString("""
                v1:(4, 2) = broadcastTo(1, (4, 2))
                x:(4, 2) input
                v2:(4, 2) = −x""");
    }

    @Test
    void aNodeOfAGraphIsNotNamedAnyMore() {
        Node q = Input.of("x").sin();
        Graph graph = Graph.of(q);
        assertThatThrownBy(() -> q.named("p"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "'sin(x) ()' cannot be named 'p': it is part of a graph; name it before Graph.of, or name a copy,"
                                + " such as reshape(shape())");
        assertThat(graph).hasToString("x:() input\nv1:() = sin(x)");
        assertThat(Graph.of(q.reshape(q.shape()).named("p")).toString()).endsWith("p:() = reshape(sin(x), ())");
    }

    @Test
    void gradientsAndNodesOfAGraphThatWasRefusedAreNamed() {
        Input x = Input.of("x");
        Node square = x.square(), twice = Input.of("x").add(square);
        assertThatThrownBy(() -> Graph.of(twice)).isInstanceOf(IllegalArgumentException.class);
        assertThat(square.named("s").label()).isEqualTo("s");
        Node loss = square.sum();
        Graph graph = Graph.of(loss);
        Node gradient = Gradients.of(loss).wrt(x).named("dx");
        assertThat(Graph.of(gradient).toString()).contains("dx:() = ");
        assertThat(graph.nodes()).doesNotContain(gradient);
    }
}
