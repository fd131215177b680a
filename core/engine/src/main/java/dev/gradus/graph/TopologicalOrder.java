package dev.gradus.graph;

import dev.gradus.node.Node;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.RandomAccess;

/**
 * Some nodes and all that they are computed from, each once, inputs before what uses them. The same nodes always come in
 * the same order.
 *
 * <p>It is an immutable list that knows the places of its nodes: {@link #contains}, {@link #indexOf} and {@link #input}
 * take constant time. A graph of a million nodes costs it a few arrays and no objects.
 */
public final class TopologicalOrder extends AbstractList<Node> implements RandomAccess {
    /** How far from its hash's slot a node is looked for first. */
    private static final int NEAR = 4;

    private Node[] nodes;
    private int size;

    /** A hash table a third larger than the nodes: a node's hash above its index, counted from 1; 0 where it is empty. */
    private long[] table;

    /** The places of all inputs, node after node, and for each node where its inputs begin. */
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

    /** The nodes that lead to these outputs, the outputs included; those of the first output come first. */
    public static TopologicalOrder of(Collection<? extends Node> outputs) {
        return new DepthFirstSearch(new TopologicalOrder()).visit(outputs);
    }

    /** These nodes at the places that they have, and behind them what else leads to those outputs. */
    public TopologicalOrder then(Collection<? extends Node> outputs) {
        return new DepthFirstSearch(new TopologicalOrder(this)).visit(outputs);
    }

    /**
     * Appends a node that is not there yet.
     *
     * @param from where the places of its inputs lie, one after another
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
     * The table's slot where the node is or would be. It is near its hash, as nodes made one after the other have
     * consecutive hashes. If that neighbourhood is full, it is scattered over the table, as runs of full slots may be
     * long.
     */
    private int slot(Node node, int hash) {
        int slot = hash & table.length - 1;
        int rest = hash * 0x9E3779B9;
        for (int tries = 1; table[slot] != 0 && !isEntryOf(node, hash, table[slot]); tries++) {
            if (tries < NEAR) {
                slot = slot + 1 & table.length - 1;
            } else {
                // Once the rest is 0, 5 slot + 1 goes through every slot there is.
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

    /** How many inputs the node at this index has. */
    public int inputs(int index) {
        return inputsEnd[index] - inputsBegin(index);
    }

    /** The index of the node that is the input at this index of the node at that index. */
    public int input(int index, int number) {
        return inputs[inputsBegin(index) + number];
    }

    /** The index of the node, −1 if it is not among these. */
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
            throw new IndexOutOfBoundsException("There are " + size + " nodes and none at index " + index);
        }
        return nodes[index];
    }

    @Override
    public int size() {
        return size;
    }
}
