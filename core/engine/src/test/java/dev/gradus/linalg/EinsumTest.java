package dev.gradus.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EinsumTest {

    /** Small integers, so that sums are exact in any order. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ij,jk->ik          | 2,3; 3,4
            ij,kj->ik          | 2,3; 4,3
            ij,jk->ki          | 2,3; 3,4
            ji,jk->ik          | 3,2; 3,4
            bij,bjk->bik       | 5,2,3; 5,3,4
            bij,jk->bik        | 5,2,3; 3,4
            bij,bkj->bik       | 5,2,3; 5,4,3
            ijb,jkb->bik       | 2,3,5; 3,4,5
            i,i->              | 4; 4
            i,j->ij            | 4; 3
            i,i->i             | 4; 4
            ij,ij->            | 2,3; 2,3
            ii->               | 3,3
            ii->i              | 3,3
            iji->j             | 3,2,3
            iii->i             | 2,2,2
            ij->               | 2,3
            ij->ji             | 2,3
            ij->i              | 2,3
            i,ij,j->           | 2; 2,3; 3
            ij,jk,kl->il       | 2,3; 3,4; 4,2
            ij,jk,kl,lm->im    | 5,2; 2,3; 3,4; 4,2
            abc,bd,ce->ade     | 2,3,4; 3,2; 4,3
            ij,jk              | 2,3; 3,4
            ba                 | 2,3
            ij,ik,il->jkl      | 2,3; 2,4; 2,2
            ij,jk->ik          | 2,1; 3,4
            ij,ij->ij          | 2,1; 1,3
            ij,ij->            | 2,1; 2,3
            i,i->i             | 1; 0
            i,i->              | 0; 1
            ij,jk->ik          | 2,1; 0,3
            ij,ij->i           | 1,3; 0,3
            ij,ij,jk->ik       | 2,1; 1,0; 1,3
            ii,ij->j           | 3,3; 3,2
            ij,jk->ik          | 0,3; 3,4
            ij,jk->ik          | 2,0; 0,4
            i->                | 0
            ,i->i              | ; 3
            aB,Bc->ac          | 2,3; 3,4
            """)
    void isTheSumOfProductsByItsDefinition(String formula, String shapes) {
        List<Node> operands = operands(shapes);
        Node einsum = LinearAlgebra.einsum(formula, operands.toArray(Node[]::new));
        Tensor expected = byDefinition(formula, operands);
        assertThat(value(einsum)).isEqualTo(expected);
        Gradients gradients = Gradients.of(einsum, Constant.of(Tensor.ones(einsum.shape())));
        operands.forEach(operand -> assertThat(gradients.wrt(operand).shape()).isEqualTo(operand.shape()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ...ij,...jk->...ik | cdij,cdjk->cdik | 5,6,2,3; 5,6,3,4
            ...ij,...jk->...ik | cij,jk->cik     | 5,2,3; 3,4
            ...ij,jk->ik...    | cij,jk->ikc     | 5,2,3; 3,4
            i...->...          | icd->cd         | 2,3,4
            ...i,...i          | cdi,di->cd      | 3,2,4; 2,4
            ...ii->...i        | cdii->cdi       | 3,2,4,4
            ...,...            | cd,d->cd        | 3,2; 2
            ...->...           | ->              |
            ...a,...->...a     | ca,c->ca        | 5,2; 5
            """)
    void anEllipsisStandsForTheOtherAxes(String formula, String spelledOut, String shapes) {
        List<Node> operands = operands(shapes == null ? "" : shapes);
        Node[] array = operands.toArray(Node[]::new);
        assertThat(value(LinearAlgebra.einsum(formula, array))).isEqualTo(byDefinition(spelledOut, operands));
    }

    @Test
    void printsAsMathematics() {
        Input a = Input.of("A", 2, 3), b = Input.of("B", 3, 4), c = Input.of("C", 4, 3);
        assertThat(LinearAlgebra.einsum("ij,jk->ik", a, b)).hasToString("A @ B (2, 4)");
        assertThat(LinearAlgebra.einsum("ij,kj->ik", a, c)).hasToString("A @ Cᵀ (2, 4)");
        assertThat(LinearAlgebra.einsum("ij,ij->ij", a, a)).hasToString("A ∗ A (2, 3)");
    }

    /** A column comes first, so that no matrix is multiplied by a matrix. */
    @Test
    void multipliesInTheCheapestOrder() {
        Input a = Input.of("A", 50, 50), b = Input.of("B", 50, 50), v = Input.of("v", 50);
        Graph graph = Graph.of(LinearAlgebra.einsum("ij,jk,k->i", a, b, v));
        assertThat(graph.nodes()).noneMatch(node -> node.shape().equals(Shape.of(50, 50)) && !node.isNamed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ij,j$->i    | 2,3; 3,4      | position 4: '$' is not an axis; an axis is a letter, and '...' stands for the remaining ones
            ij,jk->iz   | 2,3; 3,4      | position 8: no operand has an axis 'z'
            ij,jk->ii   | 2,3; 3,4      | position 8: 'i' is twice in the result
            ij,jk->ik   | 2,3; 3,4; 4,5 | position 5: 3 operands are given, but there are terms for 2
            ij,jk->ik   | 2,3           | position 3: there is a term for operand 2, but only 1 are given
            ijk,jk->ik  | 2,3; 3,4      | position 2: the term has 3 axes, but operand 1 has rank 2
            i,jk->ik    | 2,3; 3,4      | position 0: the term has 1 axes, but operand 1 has rank 2
            ...i->i     | 2,3           | position 7: the axes of '...' are missing in the result; add '...' there as well
            ...i...->i  | 2,3           | position 4: a term must not have more than one '...'
            i.j->ij     | 2,3           | position 1: '.' is not an axis; an axis is a letter, and '...' stands for the remaining ones
            """)
    void aMistakeIsNamedByItsPosition(String formula, String shapes, String message) {
        Node[] operands = operands(shapes).toArray(Node[]::new);
        assertThatThrownBy(() -> LinearAlgebra.einsum(formula, operands))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("einsum: '" + formula + "', " + message);
    }

    @Test
    void anAxisHasOneSize() {
        Input a = Input.of("A", 2, 3), b = Input.of("B", 4, 5);
        assertThatThrownBy(() -> LinearAlgebra.einsum("ij,jk->ik", a, b))
                .isInstanceOf(ShapeException.class)
                .hasMessage("einsum: 'ij,jk->ik': axis j is 3 and then 4 in B (4, 5)");
        assertThatThrownBy(() -> LinearAlgebra.einsum("ii->i", a))
                .hasMessage("einsum: 'ii->i': axis i is 2 and then 3 in A (2, 3)");
        assertThatThrownBy(() -> LinearAlgebra.einsum("...,...->...", a, b))
                .hasMessage("einsum: '...,...->...': axis -2 of '...' is 2 and then 4 in B (4, 5)");
    }

    private static List<Node> operands(String shapes) {
        List<Node> operands = new ArrayList<>();
        for (String shape : shapes.split(";", -1)) {
            int[] sizes = shape.isBlank()
                    ? new int[0]
                    : Arrays.stream(shape.trim().split(",", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            int salt = operands.size();
            operands.add(Constant.of(Tensor.generate(Shape.of(sizes), i -> 2 * ((7 * i + 3 * salt) % 11) - 9)));
        }
        return operands;
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    /** Loops over all labels; an axis of size 1 is broadcast. */
    private static Tensor byDefinition(String formula, List<Node> operands) {
        String[] sides = formula.contains("->") ? formula.split("->", -1) : new String[] {formula, implied(formula)};
        String[] terms = sides[0].split(",", -1);
        Map<Character, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < terms.length; i++) {
            for (int axis = 0; axis < terms[i].length(); axis++) {
                int size = operands.get(i).shape().size(axis);
                sizes.merge(terms[i].charAt(axis), size, (one, other) -> one == 1 ? other : one);
            }
        }
        String labels = "";
        for (char label : sizes.keySet()) {
            labels += label;
        }
        String all = labels;
        Shape space = Shape.of(all.chars().map(c -> sizes.get((char) c)).toArray());
        Shape result = Shape.of(sides[1].chars().map(c -> sizes.get((char) c)).toArray());
        double[] sums = new double[result.elements()];
        for (int point = 0; point < space.elements(); point++) {
            int[] at = space.index(point);
            double product = 1;
            for (int i = 0; i < terms.length; i++) {
                Shape shape = operands.get(i).shape();
                int[] place = new int[shape.rank()];
                for (int axis = 0; axis < place.length; axis++) {
                    place[axis] = shape.size(axis) == 1 ? 0 : at[all.indexOf(terms[i].charAt(axis))];
                }
                product *= ((Constant) operands.get(i)).value().get(place);
            }
            int[] place = sides[1].chars().map(c -> at[all.indexOf(c)]).toArray();
            sums[result.position(place)] += product;
        }
        return Tensor.of(result, sums);
    }

    private static String implied(String terms) {
        StringBuilder once = new StringBuilder();
        terms.chars()
                .filter(c -> c != ',' && terms.indexOf(c) == terms.lastIndexOf(c))
                .sorted()
                .forEach(c -> once.append((char) c));
        return once.toString();
    }

    @Test
    void takesAtMost64Operands() {
        Node[] many = new Node[65];
        Arrays.fill(many, Node.of(2));
        assertThatThrownBy(() -> LinearAlgebra.einsum(",".repeat(64) + "->", many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("einsum: there are 65 operands, but the maximum is 64; contract some of them first");
        Node most = LinearAlgebra.einsum(",".repeat(63) + "->", Arrays.copyOf(many, 64));
        assertThat(Evaluator.of(Graph.of(most)).value(most).item()).isEqualTo(0x1p64);
    }
}
