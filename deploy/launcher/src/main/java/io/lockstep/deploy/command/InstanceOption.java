package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.SourceTree;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * The option that every command has: which instance it is about.
 */
final class InstanceOption
{
    @Option(names = "--dir", paramLabel = "DIR",
        description = "Folder of the instance: configuration, keys, data, logs. Default: deploy/target/run")
    private Path dir;

    Instance instance()
    {
        return new Instance(null == dir ? SourceTree.find().defaultInstanceDir() : dir);
    }
}
