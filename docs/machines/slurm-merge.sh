#!/usr/bin/env bash
# Puts together what the array of slurm.sh has made.
#
#SBATCH --job-name=letters-merge
#SBATCH --mem=2G
#SBATCH --time=02:00:00
set -euo pipefail

vinhdanh merge parts/* --output output
