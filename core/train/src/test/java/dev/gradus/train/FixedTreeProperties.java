package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FixedTreeProperties {
    private static final int LENGTH = 3;

    /** The definition: split at the highest power of two below n, and sum both sides recursively. */
    private static double[] byDefinition(double[][] blocks, int from, int to) {
        if (to - from == 1) {
            return blocks[from];
        }
        int middle = from + Integer.highestOneBit(to - from - 1);
        double[] left = byDefinition(blocks, from, middle), right = byDefinition(blocks, middle, to);
        double[] sum = new double[left.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = left[i] + right[i];
        }
        return sum;
    }

    /** All magnitudes, so that almost any other order of addition gives other bits. */
    private static double[][] blocks(int count, long seed) {
        Random random = new Random(seed);
        double[][] blocks = new double[count][LENGTH];
        for (double[] block : blocks) {
            for (int i = 0; i < LENGTH; i++) {
                block[i] = random.nextGaussian() * Math.scalb(1.0, random.nextInt(60) - 30);
            }
        }
        return blocks;
    }

    @Property
    void anyOrderOfArrivalGivesTheBitsOfTheDefinition(
            @ForAll @IntRange(min = 1, max = 300) int count, @ForAll long seed) {
        double[][] blocks = blocks(count, seed);
        FixedTree tree = FixedTree.ofLength(LENGTH);
        for (int number : shuffled(count, seed)) {
            tree.add(number, blocks[number].clone());
        }
        assertThat(tree.blocks()).isEqualTo(count);
        assertThat(tree.parts()).hasSize(Integer.bitCount(count));
        assertThat(tree.sum()).containsExactly(byDefinition(blocks, 0, count));
        assertThat(tree.sum()).as("again").containsExactly(byDefinition(blocks, 0, count));
    }

    private static List<Integer> shuffled(int count, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    /** Each block goes to any of several workers, whose parts arrive in any order, possibly through other workers. */
    @Property
    void anyPartitionAmongWorkersGivesTheSameBits(
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @IntRange(min = 1, max = 9) int workers,
            @ForAll boolean inRuns,
            @ForAll long seed) {
        double[][] blocks = blocks(count, seed);
        Random random = new Random(~seed);
        List<FixedTree> trees = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            trees.add(FixedTree.ofLength(LENGTH));
        }
        for (int number : shuffled(count, seed)) {
            int worker = inRuns ? (int) ((long) number * workers / count) : random.nextInt(workers);
            trees.get(worker).add(number, blocks[number].clone());
        }
        Collections.shuffle(trees, random);
        while (trees.size() > 1) {
            FixedTree from = trees.remove(random.nextInt(trees.size())), to = trees.get(random.nextInt(trees.size()));
            List<FixedTree.Part> parts = new ArrayList<>(from.parts());
            Collections.shuffle(parts, random);
            parts.forEach(to::add);
        }
        assertThat(trees.get(0).sum()).containsExactly(byDefinition(blocks, 0, count));
    }

    /** A worker with an aligned run of 2ʲ blocks passes on one array. */
    @Property
    void alignedBlocksAreOnePart(@ForAll @IntRange(max = 6) int level, @ForAll @IntRange(max = 20) int number) {
        FixedTree tree = FixedTree.ofLength(1);
        LongStream.range((long) number << level, (long) number + 1 << level)
                .forEach(block -> tree.add(block, new double[] {block}));
        assertThat(tree.parts()).hasSize(1);
        FixedTree.Part only = tree.parts().get(0);
        assertThat(only.level()).isEqualTo(level);
        assertThat(only.number()).isEqualTo(number);
    }

    @Example
    void addsInAnotherOrderThanALoop() {
        double[][] blocks = blocks(100, 1);
        double[] inOrder = new double[LENGTH];
        FixedTree tree = FixedTree.ofLength(LENGTH);
        for (int number = 0; number < blocks.length; number++) {
            for (int i = 0; i < LENGTH; i++) {
                inOrder[i] += blocks[number][i];
            }
            tree.add(number, blocks[number].clone());
        }
        assertThat(tree.sum()).isNotEqualTo(inOrder);
    }

    @Test
    void whatIsMissingIsNamed() {
        FixedTree tree = FixedTree.ofLength(1);
        assertThatThrownBy(tree::sum)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("FixedTree: nothing was added");
        tree.add(2, new double[] {1});
        assertThatThrownBy(tree::sum)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("FixedTree: block 0 is missing, but block 2 is there");
        tree.add(3, new double[] {1});
        tree.add(0, new double[] {1});
        assertThatThrownBy(tree::sum).hasMessage("FixedTree: block 1 is missing, but blocks 2 … 3 are there");
        tree.add(1, new double[] {1});
        assertThat(tree.sum()).containsExactly(4);
    }

    @Test
    void noBlockIsAddedTwice() {
        FixedTree tree = FixedTree.ofLength(1);
        tree.add(1, new double[] {1});
        assertThatThrownBy(() -> tree.add(1, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FixedTree: block 1 cannot be added, because block 1 was already added");
        tree.add(0, new double[] {1});
        assertThatThrownBy(() -> tree.add(1, new double[] {1}))
                .hasMessage("FixedTree: block 1 cannot be added, because blocks 0 … 1 were already added");
        assertThatThrownBy(() -> tree.add(new FixedTree.Part(2, 0, new double[] {1})))
                .hasMessage("FixedTree: blocks 0 … 3 cannot be added, because blocks 0 … 1 were already added");
        tree.clear();
        tree.add(new FixedTree.Part(2, 0, new double[] {7}));
        assertThat(tree.blocks()).isEqualTo(4);
        assertThat(tree.sum()).containsExactly(7);
    }

    @Test
    void wrongLengthsAndPlacesAreRefused() {
        FixedTree tree = FixedTree.ofLength(2);
        assertThatThrownBy(() -> tree.add(3, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FixedTree: block 3 has 1 numbers, not 2 like the others");
        assertThatThrownBy(() -> tree.add(-1, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FixedTree: there is no part number -1 at the level 0");
        assertThatThrownBy(() -> new FixedTree.Part(60, 8, new double[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FixedTree.ofLength(-1))
                .hasMessage("FixedTree: the length must not be negative, but is -1");
    }
}
