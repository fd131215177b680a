package dev.gradus.graph;

import dev.gradus.node.Node;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.RandomAccess;

/**
 * Some nodes and everything from which they are computed, each once and after its inputs. The order is deterministic.
 *
 * <p>It is an immutable list that indexes its nodes: {@link #contains}, {@link #indexOf} and {@link #input} take
 * constant time. A graph of a million nodes needs a few arrays and no objects.
 */
public final class TopologicalOrder extends AbstractList<Node> implements RandomAccess {
    /** The number of slots after its hash in which a node is looked for first. */
    private static final int NEAR = 4;

    private Node[] nodes;
    private int size;

    /**
     * A hash table a third larger than the nodes. An entry is a node's hash above its index, counted from 1; an empty
     * one is 0.
     */
    private long[] table;

    /** The indices of all inputs, node after node, and where the inputs of each node begin. */
    private int[] inputs;

    private int[] inputsEnd;

    private TopologicalOrder() {
        nodes = new Node[12];
        table = new long[16];
        inputs = new int[12];
        inputsEnd = new int[12];
    }

    private TopologicalOrder(TopologicalOrder other) {
        nodes = other.nodes.clone();
        size = other.size;
        table = other.table.clone();
        inputs = other.inputs.clone();
        inputsEnd = other.inputsEnd.clone();
    }

    /**
     * Sorts the nodes from which these outputs are computed, including the outputs. Those of the first output come
     * first.
     */
    public static TopologicalOrder of(Collection<? extends Node> outputs) {
        return new DepthFirstSearch(new TopologicalOrder()).visit(outputs);
    }

    /** Appends everything else from which those outputs are computed, keeping the indices of these nodes. */
    public TopologicalOrder then(Collection<? extends Node> outputs) {
        return new DepthFirstSearch(new TopologicalOrder(this)).visit(outputs);
    }

    /**
     * Appends a node that is not yet in the order.
     *
     * @param from contains the indices of its inputs, from start on
     * @return its index
     */
    int append(Node node, int[] from, int start) {
        if (size == nodes.length) {
            grow();
        }
        int begin = inputsBegin(size);
        int end = begin + node.inputs().size();
        if (end > inputs.length) {
            inputs = Arrays.copyOf(inputs, 2 * end);
        }
        System.arraycopy(from, start, inputs, begin, end - begin);
        inputsEnd[size] = end;
        nodes[size] = node;
        table[slot(node, node.hashCode())] = (long) node.hashCode() << Integer.SIZE | size + 1;
        return size++;
    }

    private void grow() {
        nodes = Arrays.copyOf(nodes, 2 * size);
        inputsEnd = Arrays.copyOf(inputsEnd, 2 * size);
        long[] old = table;
        table = new long[2 * old.length];
        for (long entry : old) {
            if (entry != 0) {
                table[slot(nodes[(int) entry - 1], hash(entry))] = entry;
            }
        }
    }

    /**
     * Returns the table's slot where the node is or would be. It is usually near the hash, because nodes created one
     * after the other have consecutive hashes. If that neighborhood is full, the node is placed far away, because runs
     * of full slots may be long.
     */
    private int slot(Node node, int hash) {
        int slot = hash & table.length - 1;
        int rest = hash * 0x9E3779B9;
        for (int tries = 1; table[slot] != 0 && !isEntryOf(node, hash, table[slot]); tries++) {
            if (tries < NEAR) {
                slot = slot + 1 & table.length - 1;
            } else {
                // Once the rest is 0, 5 slot + 1 visits every slot.
                slot = 5 * slot + 1 + rest & table.length - 1;
                rest >>>= 5;
            }
        }
        return slot;
    }

    private static int hash(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    private boolean isEntryOf(Node node, int hash, long entry) {
        return hash(entry) == hash && nodes[(int) entry - 1] == node;
    }

    private int inputsBegin(int index) {
        return index == 0 ? 0 : inputsEnd[index - 1];
    }

    /** Returns the number of inputs of the node at this index. */
    public int inputs(int index) {
        return inputsEnd[index] - inputsBegin(index);
    }

    /** Returns the index of an input of the node at this index. */
    public int input(int index, int number) {
        return inputs[inputsBegin(index) + number];
    }

    /** Returns the index of the node, or −1 if it is not in the order. */
    @Override
    public int indexOf(Object node) {
        return node instanceof Node one ? (int) table[slot(one, one.hashCode())] - 1 : -1;
    }

    @Override
    public int lastIndexOf(Object node) {
        return indexOf(node);
    }

    @Override
    public boolean contains(Object node) {
        return indexOf(node) >= 0;
    }

    @Override
    public Node get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("The order has " + size + " nodes and none at index " + index);
        }
        return nodes[index];
    }

    @Override
    public int size() {
        return size;
    }
}
