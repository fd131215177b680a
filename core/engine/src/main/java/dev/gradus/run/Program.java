package dev.gradus.run;

import dev.gradus.kernel.KernelOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of the forward and the backward pass as numbers, so that the passes of a plan are loops over arrays. A pass
 * says of a node that its value is another's, that it never changes, or that it is computed in another way.
 */
final class Program {
    private final List<Node> nodes;
    private final Map<Node, Integer> places;
    private final int[][] inputs;
    private final int[] same;
    private final Map<Integer, KernelOp> computations = new HashMap<>();
    private final BitSet constant = new BitSet();
    private final BitSet results = new BitSet();
    private final int forward;

    /**
     * A program as the graph says it.
     *
     * @param nodes sorted topologically, those of the forward pass before those of the backward pass alone
     * @param forward how many are of the forward pass
     * @param results whose values somebody reads
     */
    Program(List<Node> nodes, int forward, Collection<Node> results) {
        this.nodes = nodes;
        this.forward = forward;
        this.places = new HashMap<>(nodes.size() * 2);
        this.inputs = new int[nodes.size()][];
        this.same = new int[nodes.size()];
        for (int place = 0; place < nodes.size(); place++) {
            Node node = nodes.get(place);
            places.put(node, place);
            same[place] = place;
            inputs[place] = places(node.inputs());
            constant.set(place, node instanceof Constant);
        }
        results.forEach(node -> this.results.set(place(node)));
    }

    private int[] places(List<Node> some) {
        int[] of = new int[some.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = place(some.get(i));
        }
        return of;
    }

    int size() {
        return nodes.size();
    }

    /** How many nodes are of the forward pass; they come first. */
    int forward() {
        return forward;
    }

    boolean isForward(int place) {
        return place < forward;
    }

    boolean contains(Node node) {
        return places.containsKey(node);
    }

    int place(Node node) {
        return places.getOrDefault(node, -1);
    }

    Node node(int place) {
        return nodes.get(place);
    }

    int elements(int place) {
        return nodes.get(place).shape().elements();
    }

    /** Whether there is a value of so many elements. */
    boolean hasAtLeast(int elements) {
        for (Node node : nodes) {
            if (node.shape().elements() >= elements) {
                return true;
            }
        }
        return false;
    }

    int inputs(int place) {
        return inputs[place].length;
    }

    /** Where the value of an op's input comes from. */
    int input(int place, int index) {
        return source(inputs[place][index]);
    }

    /** Whether an op's input has another shape than the node whose value it is, as a reshape of it has. */
    boolean isReshaped(int place, int index) {
        return !nodes.get(place)
                .inputs()
                .get(index)
                .shape()
                .equals(nodes.get(input(place, index)).shape());
    }

    /** The node whose value this one's is: itself, unless a pass found another. */
    int source(int place) {
        return same[place];
    }

    /** Whether the node is an op that must be computed, as far as is known by now. */
    boolean isComputed(int place) {
        return nodes.get(place) instanceof Op && same[place] == place && !constant.get(place);
    }

    /** Whether the value never changes. */
    boolean isConstant(int place) {
        return constant.get(place);
    }

    boolean isResult(int place) {
        return results.get(place);
    }

    /** What computes an op from its {@linkplain #input inputs}. */
    KernelOp computation(int place) {
        KernelOp found = computations.get(place);
        if (found != null) {
            return found;
        }
        Op op = (Op) nodes.get(place);
        return op instanceof KernelOp kernelOp ? kernelOp : (kernels, in, out) -> op.forward(in, out);
    }

    /** Says that an op is computed in another way, from other nodes that come before it. */
    void computeBy(int place, KernelOp computation, int... from) {
        computations.put(place, computation);
        inputs[place] = from;
    }

    void fold(int place) {
        constant.set(place);
    }

    /**
     * Says that a node's value is another's, which comes before it.
     *
     * @return whether that may be: what is read as a result is not an array that others write, an input's or a parameter's
     */
    boolean replace(int place, int by) {
        int source = source(by);
        boolean othersWrite = !(nodes.get(source) instanceof Op) && !constant.get(source);
        if (results.get(place) && othersWrite) {
            return false;
        }
        same[place] = source;
        if (results.get(place)) {
            results.set(source);
        }
        return true;
    }

    /** The ops that must run for the results' sake, in order. */
    BitSet needed() {
        BitSet needed = new BitSet();
        for (int place = size() - 1; place >= 0; place--) {
            if (results.get(place)) {
                needed.set(source(place));
            }
            if (needed.get(place) && isComputed(place)) {
                for (int i = 0; i < inputs(place); i++) {
                    needed.set(input(place, i));
                }
            }
        }
        BitSet ops = new BitSet();
        needed.stream().filter(this::isComputed).forEach(ops::set);
        return ops;
    }
}
