package dev.gradus.playground.bits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.SwitchInstruction;
import org.teavm.model.instructions.SwitchTableEntry;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Writes {@link Contracts#made} of the compiled program: a switch over all contracts, whose classes are their packages' own
 * and cannot be named in a source.
 */
public final class ContractsInProgram implements TeaVMPlugin, ClassHolderTransformer {
    private List<String> contracts = List.of();

    @Override
    public void install(TeaVMHost host) {
        try (BufferedReader list = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(host.getClassLoader().getResourceAsStream(Contracts.LIST)),
                StandardCharsets.UTF_8))) {
            contracts = list.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (type.getName().equals(Contracts.class.getName())) {
            for (MethodHolder method : type.getMethods()) {
                if (method.getName().equals("made")) {
                    method.setProgram(choosing());
                }
            }
        }
    }

    private Program choosing() {
        Program program = new Program();
        program.createVariable(); // of the object that there is not
        Variable number = program.createVariable();
        BasicBlock start = program.createBasicBlock();
        SwitchInstruction choice = new SwitchInstruction();
        choice.setCondition(number);
        for (String contract : contracts) {
            SwitchTableEntry entry = new SwitchTableEntry();
            entry.setCondition(choice.getEntries().size());
            entry.setTarget(making(program, contract));
            choice.getEntries().add(entry);
        }
        choice.setDefaultTarget(choice.getEntries().get(0).getTarget());
        start.add(choice);
        return program;
    }

    private static BasicBlock making(Program program, String contract) {
        Variable made = program.createVariable();
        ConstructInstruction construct = new ConstructInstruction();
        construct.setType(contract);
        construct.setReceiver(made);
        InvokeInstruction initialize = new InvokeInstruction();
        initialize.setType(InvocationType.SPECIAL);
        initialize.setInstance(made);
        initialize.setMethod(new MethodReference(contract, "<init>", ValueType.VOID));
        ExitInstruction exit = new ExitInstruction();
        exit.setValueToReturn(made);
        BasicBlock block = program.createBasicBlock();
        block.add(construct);
        block.add(initialize);
        block.add(exit);
        return block;
    }
}
