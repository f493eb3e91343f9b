#!/usr/bin/env bash
# The documents of a project as a Slurm array. In the folder of the project:
#
#   job=$(sbatch --parsable slurm.sh)
#   sbatch --dependency="afterok:$job" slurm-merge.sh
#
#SBATCH --job-name=letters
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem=6G
#SBATCH --time=02:00:00
set -euo pipefail

vinhdanh build --jobs "$SLURM_CPUS_PER_TASK" \
    --partition "hash:$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --output "parts/$SLURM_ARRAY_TASK_ID"
